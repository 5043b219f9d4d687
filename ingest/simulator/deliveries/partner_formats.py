"""Claims in the partners' own formats: CSV, GBK text, XML, a workbook."""

from __future__ import annotations

from collections.abc import Callable

from ingest.simulator.deliveries.claim_lines import ClaimLine, Span
from ingest.simulator.deliveries.partner_answers import awin_answer, cj_answer, duomai_answer
from ingest.simulator.deliveries.partners import APPROVED, DECLINED, PENDING
from ingest.simulator.deliveries.workbook import Row, workbook
from ingest.simulator.world.partner_terms import CPS, FIRST, REGISTER

Writer = Callable[[list[ClaimLine], Span, bool], bytes]
_CPA_HEADER = (
    "txn_id,event,user_id,sub_id,click_time,order_time,commission_yuan,status,updated_time"
)
_CPA_STATUS = {PENDING: "pending", APPROVED: "approved", DECLINED: "declined"}
_YIQIFA_STATUS = {PENDING: "R", APPROVED: "A", DECLINED: "F"}
_YIQIFA_FIELDS = 13
_FANLI_STATUS = {PENDING: 1, APPROVED: 2, DECLINED: 0}


def cpa_network_csv(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
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


def yiqifa_text(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
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


def fanli_xml(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
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


LINKTECH_STATUS = {PENDING: "未核对", APPROVED: "核对有效", DECLINED: "无效订单"}


def linktech_xml(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
    """GBK, amounts with thousands separators."""
    lines = ['<?xml version="1.0" encoding="GBK"?>', "<order_list>"]
    lines += [f"<order>{_elements(_linktech_order(one))}</order>" for one in claims]
    return ("\n".join([*lines, "</order_list>"]) + "\n").encode("gbk")


def _linktech_order(one: ClaimLine) -> dict[str, str | int]:
    return {
        "merchant_id": "qingshui",
        "u_id": f"A{one.user}",
        "order_code": one.order,
        "product_code": one.product,
        "order_time": one.at,
        "item_count": 1,
        "item_price": one.paid,
        "sales": f"{int(one.paid.removesuffix('.00')):,}.00",
        "commission": one.commission,
        "stat_desc": LINKTECH_STATUS[one.status],
    }


def portal_book(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
    """The bills of a month, one sheet per portal."""
    sheets: dict[str, list[Row]] = {title: [_BILL] for title in _PORTALS.values()}
    for one in claims:
        is_bonus = one.event == REGISTER
        about = ("", f"B{one.number}", EVENT_WORDS[one.event], str(one.user), one.order)
        money = ("" if is_bonus else float(one.paid), float(one.commission))
        row = (*about, one.at, *money, _BILL_STATUS[one.status])
        sheets[_PORTALS[one.network]].append(row)
    return workbook(span.story.day(span.last), sheets)


_BILL = (
    "平台",
    "账单行号",
    "事件",
    "用户编号",
    "我方订单号",
    "发生时间",
    "投资金额(元)",
    "佣金(元)",
    "状态",
)
EVENT_WORDS = {REGISTER: "注册", CPS: "投资", FIRST: "首投"}
_BILL_STATUS = {PENDING: "待确认", APPROVED: "有效", DECLINED: "无效"}
_PORTALS = {"wdzj": "网贷之家", "wdty": "网贷天眼", "xicai": "希财网"}
FORMATS: dict[str, tuple[str, Writer]] = {
    "cpa_network": ("csv", cpa_network_csv),
    "yiqifa": ("txt", yiqifa_text),
    "fanli": ("xml", fanli_xml),
    "linktech": ("xml", linktech_xml),
    "duomai": ("json", duomai_answer),
    "awin": ("json", awin_answer),
    "cj": ("json", cj_answer),
    "portal_bills": ("xlsx", portal_book),
}
"""Ending and writer of each source's files."""
