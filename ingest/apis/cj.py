"""CJ: commissions by GraphQL; a correction is a row of its own, netted with its original."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from dlt.sources.helpers.rest_client import RESTClient
from dlt.sources.helpers.rest_client.paginators import BasePaginator
from requests import Request, Response

from ingest.apis.access import Access
from ingest.apis.api import Api, Ask, Json, Record, at, count, records
from ingest.apis.paging import parsed, texts

FIELDS = "commissionId originalActionId original correctionReason actionStatus validationStatus"
FIELDS += " eventDate postingDate lockingDate clickDate orderId publisherId websiteId"
FIELDS += " saleAmountAdvCurrency advCommissionAmountAdvCurrency"
FOUND = "data.advertiserCommissions"
SALE, COMMISSION = "saleAmountAdvCurrency", "advCommissionAmountAdvCurrency"
STATUSES = {"NEW": "pending", "EXTENDED": "pending", "LOCKED": "approved", "CLOSED": "settled"}


class _ByCommission(BasePaginator):
    """Asks on from the last commission that came, until the payload is complete."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query

    def init_request(self, request: Request) -> None:
        """Ask from the first commission on."""
        request.json = {"query": self._query.replace("{since}", "")}

    def update_state(self, response: Response, data: list[object] | None = None) -> None:
        """Look whether there is more, and from where."""
        told = at(parsed(response.text), FOUND)
        self._last = at(told, "maxCommissionId")
        self._has_next_page = at(told, "payloadComplete") is False and bool(self._last)

    def update_request(self, request: Request) -> None:
        """Ask for it."""
        since = f', sinceCommissionId: "{self._last}"'
        request.json = {"query": self._query.replace("{since}", since)}


class Cj(Api):
    """Actions of an advertiser, each as the sum of its original and all corrections.

    Asked for by day of the event, which a correction shares with its original, so that one answer
    holds all that is to be netted.
    """

    source = "cj"
    url = "https://commissions.api.cj.com"
    longest = 30
    secrets = ("access_token",)

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """Pages linked by the highest commission id."""
        before = ask.last + timedelta(days=1)
        window = f'sinceEventDate: "{ask.first}T00:00:00Z", beforeEventDate: "{before}T00:00:00Z"'
        asked = f'forAdvertisers: ["{ask.account_id}"], {window}{{since}}'
        told = f"count payloadComplete maxCommissionId records {{ {FIELDS} }}"
        yield from texts(
            client,
            "query",
            _fault,
            method="POST",
            json={},
            headers={"Authorization": f"Bearer {access.secret('access_token')}"},
            paginator=_ByCommission(f"{{ advertiserCommissions({asked}) {{ {told} }} }}"),
        )

    def rows(self, page: Record) -> Sequence[Record]:
        """Originals and corrections of one page."""
        return records(at(page, f"{FOUND}.records"))

    def merged(self, rows: Sequence[Record]) -> Sequence[Record]:
        """One record per action; a page may repeat the commission at which it begins."""
        once = {str(row.get("commissionId")): row for row in rows}
        actions: dict[str, list[Record]] = {}
        for row in once.values():
            key = row.get("originalActionId") or row.get("commissionId")
            actions.setdefault(str(key), []).append(row)
        return [_netted(action, parts) for action, parts in actions.items()]

    def missing(self, pages: Sequence[Record]) -> str:
        """The last payload says that it is not complete, or a page holds less than it counts."""
        if pages and at(pages[-1], f"{FOUND}.payloadComplete") is False:
            return f"{len(pages)} pages, and more"
        found = sum(len(self.rows(page)) for page in pages)
        stated = sum(count(at(page, f"{FOUND}.count")) for page in pages)
        return "" if found >= stated else f"{found} / {stated} rows"


def _netted(action: str, parts: Sequence[Record]) -> Record:
    """The original with the sums of all parts and the status of the latest."""
    in_order = sorted(parts, key=lambda part: (_text(part, "postingDate"), _id(part)))
    first = next((part for part in in_order if part.get("original") is True), in_order[0])
    sale, commission = (_sum(parts, name) for name in (SALE, COMMISSION))
    latest = in_order[-1]
    is_declined = latest.get("validationStatus") == "DECLINED" or (
        len(parts) > 1 and sale == commission == 0
    )
    said = _text(latest, "actionStatus")
    status = "declined" if is_declined else STATUSES.get(said.upper(), said)
    money = {SALE: format(sale, "f"), COMMISSION: format(commission, "f")}
    raw = "/".join(text for text in (said, _text(latest, "validationStatus")) if text)
    return {**first, **money, "originalActionId": action, "status": status, "rawStatus": raw}


def _sum(parts: Sequence[Record], name: str) -> Decimal:
    return sum((Decimal(str(part[name])) for part in parts if part.get(name)), Decimal(0))


def _id(part: Record) -> int:
    text = _text(part, "commissionId")
    return int(text) if text.isdigit() else 0


def _text(part: Record, name: str) -> str:
    return str(part.get(name) or "")


def _fault(page: Record) -> str:
    errors: list[Mapping[str, Json]] = records(page.get("errors"))
    told = "; ".join(str(error.get("message")) for error in errors)
    if told:
        return told
    return (
        "" if at(page, FOUND) is not None else f"no answer: {json.dumps(page, default=str)[:120]}"
    )
