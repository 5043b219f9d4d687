"""Partner reports in the partners' own formats: one file a day with what changed on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.sax.saxutils import escape

import numpy as np

from ingest.simulator.deliveries import Delivery, day_stamp
from ingest.simulator.media_files import yuan
from ingest.simulator.partners import APPROVED, DECLINED, NETWORKS, PENDING, REGISTER, statuses
from ingest.simulator.placements import Catalog
from ingest.simulator.products import PRODUCTS
from ingest.simulator.story import DAY, Columns, Ints, Story, local_text, take

_MORNING = {"cpa_network": (7, 40), "yiqifa": (7, 50), "fanli": (8, 0)}
_ENDING = {"cpa_network": "csv", "yiqifa": "txt", "fanli": "xml"}
_CPA_STATUS = {PENDING: "pending", APPROVED: "approved", DECLINED: "declined"}
_YIQIFA_STATUS = {PENDING: "R", APPROVED: "A", DECLINED: "F"}
_FANLI_STATUS = {PENDING: "1", APPROVED: "2", DECLINED: "0"}
_YIQIFA_FIELDS = 13


def order_ids(story: Story, orders: Columns) -> list[str]:
    """The platform's order ids: day of the order, then a number."""
    days = (np.datetime64(story.start, "D") + (orders["at"] // DAY)).astype(str)
    numbers = range(len(days))
    return [f"T{day.replace('-', '')}{n:08d}" for day, n in zip(days, numbers, strict=True)]


def partner_deliveries(
    story: Story, catalog: Catalog, accounts: Columns, orders: Columns, claims: Columns
) -> list[Delivery]:
    """Every partner file of the story; days on which nothing changed have none."""
    rows = statuses(story, claims)
    day, network = rows["since"] // DAY, claims["network"][rows["claim"]]
    texts = _texts(story, catalog, accounts, orders, claims)
    found = []
    for number, name in enumerate(NETWORKS):
        mine = np.flatnonzero(network == number)
        for today in np.unique(day[mine]).tolist():
            part = take(rows, mine[day[mine] == today])
            found.append(_delivery(story, name, today, texts, part))
    return found


def _delivery(
    story: Story, network: str, day: int, texts: dict[str, list[str]], rows: Columns
) -> Delivery:
    name = f"{network}_{day_stamp(story, day)}.{_ENDING[network]}"
    at = story.at(day + 1, *_MORNING[network])
    is_broken = network == "cpa_network" and day == story.part(0.58) and story.days >= 15
    content = partial(_WRITERS[network], story, texts, rows, is_broken)
    kind = "broken" if is_broken else "normal"
    return Delivery(network, name, day, kind, at, content, "bad_rows" if is_broken else "good")


def _texts(
    story: Story, catalog: Catalog, accounts: Columns, orders: Columns, claims: Columns
) -> dict[str, list[str]]:
    """Text of everything a partner writes about each claim."""
    row, order = claims["row"], claims["order"]
    publishers = [placement.campaign_id for placement in catalog.placements]
    ids, terms = order_ids(story, orders), orders["product"][order] if len(orders["at"]) else order
    return {
        "number": [str(number) for number in claims["number"].tolist()],
        "event": [str(event) for event in claims["event"].tolist()],
        "user": [str(user) for user in accounts["user"][row].tolist()],
        "sub": [publishers[place] for place in accounts["opened_by"][row].tolist()],
        "order": [ids[place] if place >= 0 else "" for place in order.tolist()],
        "product": [PRODUCTS[place].product_id for place in terms.tolist()],
        "clicked": _known(story, claims["clicked"]),
        "at": _known(story, claims["at"]),
        "yuan": [f"{amount}.00" for amount in claims["yuan"].tolist()],
        "fen": [yuan(fen) for fen in claims["fen"].tolist()],
    }


def _known(story: Story, at: Ints) -> list[str]:
    return [text or "" for text in local_text(story, at)]


def _each(
    story: Story, texts: dict[str, list[str]], rows: Columns
) -> Iterator[tuple[dict[str, str], int, str]]:
    since = _known(story, rows["since"])
    for claim, status, moment in zip(
        rows["claim"].tolist(), rows["status"].tolist(), since, strict=True
    ):
        yield {name: values[claim] for name, values in texts.items()}, status, moment


def _cpa(story: Story, texts: dict[str, list[str]], rows: Columns, is_broken: bool) -> bytes:
    lines = [
        "txn_id,event,user_id,sub_id,click_time,order_time,commission_yuan,status,updated_time"
    ]
    for one, status, moment in _each(story, texts, rows):
        where = f"{one['user']},{one['sub']},{one['clicked']},{one['at']}"
        lines.append(
            f"C{one['number']},register,{where},{one['fen']},{_CPA_STATUS[status]},{moment}"
        )
    if is_broken:
        lines.append("C1,register,100,pub03,,2026-13-45 10:00:00,26.00,pending,")
        lines.append("C2,register,101,pub03,,,二十六元,pending,2026-01-01 00:00:00")
    return ("\n".join(lines) + "\n").encode()


def _yiqifa(story: Story, texts: dict[str, list[str]], rows: Columns, is_broken: bool) -> bytes:
    lines = []
    for one, status, _ in _each(story, texts, rows):
        fields = [""] * _YIQIFA_FIELDS
        fields[0], fields[1], fields[4] = f"Y{one['number']}", "投资", one["at"]
        fields[5], fields[7], fields[8] = one["order"], one["product"], "1"
        fields[9], fields[10] = one["yuan"], one["user"]
        fields[11], fields[12] = _YIQIFA_STATUS[status], one["fen"]
        lines.append("||".join(fields))
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def _fanli(story: Story, texts: dict[str, list[str]], rows: Columns, is_broken: bool) -> bytes:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<orders>"]
    for one, status, moment in _each(story, texts, rows):
        is_bonus = one["event"] == str(REGISTER)
        order = f"R{one['user']}" if is_bonus else one["order"]
        kind = "register" if is_bonus else "invest"
        lines.append(
            f"<order><s_id>801</s_id><order_id>{order}</order_id>"
            f"<order_id_parent>F{one['number']}</order_id_parent>"
            f"<order_time>{one['at']}</order_time><uid>{one['user']}</uid>"
            f"<tc>{escape(one['user'])}</tc><pay_time>{one['at']}</pay_time>"
            f"<status>{_FANLI_STATUS[status]}</status><locked>0</locked>"
            f"<lastmod>{moment}</lastmod><is_newbuyer>{int(is_bonus)}</is_newbuyer>"
            f"<platform>1</platform><products><product><pid>{'' if is_bonus else one['product']}"
            f"</pid><num>1</num><price>{one['yuan']}</price>"
            f"<real_pay_fee>{one['yuan']}</real_pay_fee><commission>{one['fen']}</commission>"
            f"<comm_type>{kind}</comm_type></product></products></order>"
        )
    lines.append("</orders>")
    return ("\n".join(lines) + "\n").encode()


_WRITERS = {"cpa_network": _cpa, "yiqifa": _yiqifa, "fanli": _fanli}
