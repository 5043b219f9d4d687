"""Events of the other analytics systems under the names of the company's own."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

Event = dict[str, str]
Page = tuple[str, str | None]
"""Address and referrer."""
Who = tuple[str, str | None]
"""Anonymous id and account."""


def tracked(deliveries: Path) -> Iterator[tuple[Path, list[Event]]]:
    """Every file of every other system with its events."""
    readers: dict[str, Callable[[str], Iterator[Event]]] = {
        "sensors": sensors,
        "ga4": ga4,
        "snowplow": snowplow,
        "matomo": matomo,
    }
    for source, read in readers.items():
        for path in sorted((deliveries / source).iterdir()):
            raw = path.read_bytes()
            text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
            yield path, list(read(text))


def event(name: str, at: float, who: Who, page: Page, agent: str = "") -> Event:
    moment = datetime.fromtimestamp(at, UTC).isoformat()
    anonymous, user = who
    found = {"event_id": name, "event_at": moment, "anonymous_id": anonymous, "user_agent": agent}
    found |= {"url": page[0], "referrer": page[1] or ""}
    return found | {"user_id": user} if user else found


def sensors(text: str) -> Iterator[Event]:
    for line in text.splitlines():
        one = json.loads(line)
        said = one["properties"]
        page, who = (said["$url"], said["$referrer"]), (one["anonymous_id"], one.get("login_id"))
        yield event(line, one["time"] / 1000, who, page, said["$user_agent"])


def ga4(text: str) -> Iterator[Event]:
    for line in text.splitlines():
        one = json.loads(line)
        at = int(one["event_timestamp"]) / 1_000_000
        said = {one["key"]: one["value"].get("string_value") for one in one["event_params"]}
        page = (said.get("page_location") or "", said.get("page_referrer"))
        yield event(line, at, (one["user_pseudo_id"], one.get("user_id")), page)


def snowplow(text: str) -> Iterator[Event]:
    for line in text.splitlines():
        cell = line.split("\t")
        at = datetime.fromisoformat(f"{cell[124]}+00:00").timestamp()
        page = (cell[29], cell[31])
        yield event(cell[6] + cell[129], at, (cell[15], cell[12] or None), page, cell[77])


def matomo(text: str) -> Iterator[Event]:
    for visit in json.loads(text):
        for number, action in enumerate(visit["actionDetails"]):
            name = f"{visit['idVisit']} {number}"
            page = (action["url"], action["url"] if number else visit["referrerUrl"])
            who = (visit["visitorId"], visit["userId"])
            yield event(name, action["timestamp"], who, page)
