"""Claims as the APIs of networks answer them: Duomai, Awin, CJ."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from ingest.simulator.deliveries.claim_lines import ClaimLine, Span
from ingest.simulator.deliveries.partners import APPROVED, DECLINED, PENDING
from ingest.simulator.deliveries.saved_answers import Asked, Json, envelope
from ingest.simulator.world.story import UTC_OFFSET

ACCOUNTS = {"duomai": "4417", "awin": "91822", "cj": "5180233"}
"""Our account number in the networks that have an API."""
_PAGE = 200
_OFFSET = timedelta(milliseconds=UTC_OFFSET)
_CORRECTED = 4
"""Every so many commissions of CJ were first booked too high by a tenth, and corrected."""
_CJ_STATES = {
    PENDING: ("NEW", "PENDING"),
    APPROVED: ("LOCKED", "ACCEPTED"),
    DECLINED: ("LOCKED", "DECLINED"),
}


def duomai_answer(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
    """The saved answer for one day, pages of two hundred orders."""
    status = {PENDING: "0", APPROVED: "1", DECLINED: "-1"}
    orders: list[Json] = [
        {
            "order_sn": one.order,
            "ads_id": 4417,
            "euid": f"A{one.user}",
            "order_time": one.at,
            "orders_price": one.paid,
            "siter_commission": one.commission,
            "status": status[one.status],
        }
        for one in claims
    ]
    blocks = [orders[at : at + _PAGE] for at in range(0, len(orders), _PAGE)]
    pages: list[Json] = [{"status": 0, "total": len(orders), "data": block} for block in blocks]
    asked = Asked(ACCOUNTS["duomai"], span.first, span.last, span.at)
    return envelope(span.story, asked, pages, "")


def awin_answer(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
    """The saved answer: one list of transactions, instants in UTC."""
    status = {PENDING: "pending", APPROVED: "approved", DECLINED: "declined"}
    transactions: list[Json] = [
        {
            "id": one.number,
            "transactionDate": _utc(one.at),
            "clickDate": _utc(one.clicked),
            "commissionStatus": status[one.status],
            "commissionAmount": {"amount": float(one.commission), "currency": "CNY"},
            "saleAmount": {"amount": float(one.paid), "currency": "CNY"},
            "orderRef": one.order,
            "clickRefs": {"clickRef": f"A{one.user}"},
        }
        for one in claims
    ]
    asked = Asked(ACCOUNTS["awin"], span.first, span.last, span.at)
    return envelope(span.story, asked, [transactions], "")


def _utc(local: str) -> str:
    return (datetime.fromisoformat(local) - _OFFSET).isoformat()


def cj_answer(claims: list[ClaimLine], span: Span, has_bad_rows: bool) -> bytes:
    """The saved answer: commissions and their corrections as rows of their own, in UTC."""
    told = [row for one in claims for row in _commissions(one)]
    blocks = [told[at : at + _PAGE] for at in range(0, len(told), _PAGE)]
    pages: list[Json] = [
        {
            "data": {
                "advertiserCommissions": {
                    "count": len(block),
                    "payloadComplete": number == len(blocks),
                    "maxCommissionId": block[-1]["commissionId"],
                    "records": block,
                }
            }
        }
        for number, block in enumerate(blocks, start=1)
    ]
    return envelope(span.story, Asked(ACCOUNTS["cj"], span.first, span.last, span.at), pages, "")


def _commissions(one: ClaimLine) -> list[Json]:
    """The original; a refusal takes all of it back, a correction what was booked too high."""
    paid, commission = Decimal(one.paid), Decimal(one.commission)
    if one.status == DECLINED:
        whole = _commission(one, 0, paid, commission)
        return [
            whole,
            _commission(one, 1, -paid, -commission) | {"correctionReason": "RETURNED_MERCHANDISE"},
        ]
    if one.number % _CORRECTED:
        return [_commission(one, 0, paid, commission)]
    much = (commission / 10).quantize(Decimal("0.01"))
    less = _commission(one, 1, Decimal(0), -much) | {"correctionReason": "OTHER_REASON"}
    return [_commission(one, 0, paid, commission + much), less]


def _commission(one: ClaimLine, part: int, paid: Decimal, commission: Decimal) -> Json:
    state, validation = _CJ_STATES[one.status]
    return {
        "commissionId": str(one.number * 10 + part),
        "originalActionId": str(one.number),
        "original": not part,
        "correctionReason": None,
        "actionStatus": state,
        "validationStatus": validation,
        "eventDate": f"{_utc(one.at)}Z",
        "postingDate": f"{_utc(one.since if part else one.at)}Z",
        "lockingDate": f"{_utc(one.since)}Z" if state == "LOCKED" else None,
        "clickDate": f"{_utc(one.clicked)}Z",
        "orderId": one.order,
        "publisherId": f"A{one.user}",
        "websiteId": "100482",
        "saleAmountAdvCurrency": format(paid, "f"),
        "advCommissionAmountAdvCurrency": format(commission, "f"),
    }
