"""Claims in the partners' own formats: a CSV, a GBK text with double bars, an XML document."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ingest.simulator.deliveries.partners import APPROVED, DECLINED, PENDING, REGISTER


class ClaimLine(NamedTuple):
    """One claim with one status it had; instants are local text, amounts yuan."""

    number: int
    event: int
    user: int
    publisher: str
    order: str
    product: str
    clicked: str
    at: str
    paid: str
    commission: str
    status: int
    since: str


Writer = Callable[[list[ClaimLine], bool], bytes]
_CPA_HEADER = (
    "txn_id,event,user_id,sub_id,click_time,order_time,commission_yuan,status,updated_time"
)
_CPA_STATUS = {PENDING: "pending", APPROVED: "approved", DECLINED: "declined"}
_YIQIFA_STATUS = {PENDING: "R", APPROVED: "A", DECLINED: "F"}
_YIQIFA_FIELDS = 13
_FANLI_STATUS = {PENDING: 1, APPROVED: 2, DECLINED: 0}


def cpa_network_csv(claims: list[ClaimLine], has_bad_rows: bool) -> bytes:
    """UTF-8; bad rows are a date that does not exist and an amount in words."""
    lines = [_CPA_HEADER]
    for one in claims:
        where = f"{one.user},{one.publisher},{one.clicked},{one.at}"
        status = f"{_CPA_STATUS[one.status]},{one.since}"
        lines.append(f"C{one.number},register,{where},{one.commission},{status}")
    if has_bad_rows:
        lines.append("C1,register,100,pub03,,2026-13-45 10:00:00,26.00,pending,2026-01-01 00:00:00")
        lines.append(
            "C2,register,101,pub03,,2026-01-01 00:00:00,二十六元,pending,2026-01-01 00:00:00"
        )
    return ("\n".join(lines) + "\n").encode()


def yiqifa_text(claims: list[ClaimLine], has_bad_rows: bool) -> bytes:
    """Thirteen fields: id, action, -, -, time, order, -, product, count, price, feedback, status,
    commission."""
    lines = []
    for one in claims:
        fields = [""] * _YIQIFA_FIELDS
        fields[0:2] = f"Y{one.number}", "投资"
        fields[4:6] = one.at, one.order
        fields[7:11] = one.product, "1", one.paid, str(one.user)
        fields[11:13] = _YIQIFA_STATUS[one.status], one.commission
        lines.append("||".join(fields))
    return ("\r\n".join(lines) + "\r\n").encode("gbk")


def fanli_xml(claims: list[ClaimLine], has_bad_rows: bool) -> bytes:
    """Orders in XML; a registration bonus is an order without a product."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<orders>"]
    lines += [_fanli_order(one) for one in claims]
    return ("\n".join([*lines, "</orders>"]) + "\n").encode()


def _fanli_order(one: ClaimLine) -> str:
    is_bonus = one.event == REGISTER
    order = {
        "s_id": 801,
        "order_id": f"R{one.user}" if is_bonus else one.order,
        "order_id_parent": f"F{one.number}",
        "order_time": one.at,
        "uid": one.user,
        "uname": f"清水用户{one.user % 10_000:04d}",
        "tc": f"{one.user:x}",
        "pay_time": one.at,
        "status": _FANLI_STATUS[one.status],
        "locked": int(one.status == APPROVED),
        "lastmod": one.since,
        "is_newbuyer": int(is_bonus),
        "platform": 1,
    }
    product = {
        "pid": one.product,
        "num": 1,
        "price": one.paid,
        "real_pay_fee": one.paid,
        "commission": one.commission,
        "comm_type": "register" if is_bonus else "invest",
    }
    inner = f"<products><product>{_elements(product)}</product></products>"
    return f"<order>{_elements(order)}{inner}</order>"


def _elements(values: dict[str, str | int]) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in values.items())


FORMATS: dict[str, tuple[str, Writer]] = {
    "cpa_network": ("csv", cpa_network_csv),
    "yiqifa": ("txt", yiqifa_text),
    "fanli": ("xml", fanli_xml),
}
"""Ending and writer of each network's files."""
