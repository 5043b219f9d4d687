"""What people and partners did, told in company time, as the rows it leaves in the lake.

A step is a function from a person's name to rows; `journeys({"ann": [visit(...), ...]})` puts
them together. User ids are `u_<name>`, anonymous ids `a_<name>` unless a device is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.dbt.lake import Row, Rows, merged

Step = Callable[[str], Rows]

COMPANY_ZONE = ZoneInfo("Asia/Shanghai")
_SITE = "https://www.example.cn/lp/a"
ENTRIES: dict[str, dict[str, str]] = {
    "baidu_generic": {
        "url": f"{_SITE}?utm_source=baidu&utm_medium=cpc&utm_campaign=g1&utm_term=k1"
    },
    "baidu_brand": {
        "url": f"{_SITE}?utm_source=baidu&utm_medium=cpc&utm_campaign=b1&utm_content=brand"
    },
    "ocean_engine": {"url": f"{_SITE}?utm_source=toutiao&utm_medium=feed&utm_campaign=o1"},
    "dsp_ipinyou": {"url": f"{_SITE}?utm_source=ipinyou&utm_medium=dsp&utm_campaign=d1"},
    "yiqifa": {"url": f"{_SITE}?utm_source=yiqifa&utm_medium=cps&euid=e1"},
    "wechat": {"url": f"{_SITE}?utm_source=wechat&utm_medium=social"},
    "campus": {"url": f"{_SITE}?hw_code=CAM001", "channel_code": "CAM001"},
    "metro": {"url": f"{_SITE}?hw_code=MET001", "channel_code": "MET001"},
    "seo": {"url": _SITE, "referrer": "https://www.baidu.com/s"},
    "direct": {"url": _SITE},
    "unmatched": {"url": f"{_SITE}?utm_source=nobody_knows"},
    "internal": {"url": _SITE, "referrer": "https://www.example.cn/products"},
}


def utc(at: str) -> str:
    """The lake's UTC text of a moment told in company time, as `2026-05-01 09:00`."""
    moment = datetime.fromisoformat(at).replace(tzinfo=COMPANY_ZONE).astimezone(UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f").removesuffix(".000000")


def journeys(people: Mapping[str, Sequence[Step]]) -> Rows:
    """The rows of all people, step by step."""
    return merged(*(step(name) for name, steps in people.items() for step in steps))


def event(name: str, event_name: str, at: str, device: str = "", **fields: str) -> Row:
    """One client event; its id follows from who, what, when and where."""
    anonymous_id = device or f"a_{name}"
    return {
        "event_id": f"{name}|{event_name}|{at}|{anonymous_id}",
        "event_name": event_name,
        "event_at": utc(at),
        "received_at": utc(at),
        "anonymous_id": anonymous_id,
        "platform": "web",
        "user_agent": "Mozilla/5.0",
        **fields,
    }


def visit(at: str, channel: str = "direct", device: str = "", **fields: str) -> Step:
    """A page view that enters through `channel`."""
    return lambda name: {
        "events": [event(name, "page_view", at, device, **{**ENTRIES[channel], **fields})]
    }


def login(at: str, device: str = "") -> Step:
    """A log-in, which ties the device to the person."""
    return lambda name: {"events": [event(name, "login", at, device, user_id=f"u_{name}")]}


def linked(at: str, device: str = "") -> Step:
    """Another system says whose device it is."""
    return lambda name: {
        "identity_links": [
            {
                "anonymous_id": device or f"a_{name}",
                "user_id": f"u_{name}",
                "linked_at": utc(at),
            }
        ]
    }


def clicked(click_id: str, day: str, campaign: str, keyword: str) -> Rows:
    """A paid click as its platform names it."""
    click: Row = {
        "source": "google_ads_clicks",
        "click_id": click_id,
        "click_date": day,
        "campaign_id": "7",
        "campaign_name": campaign,
        "keyword_text": keyword,
    }
    return {"ad_clicks": [click]}


def partner_claim(at: str, commission: str = "8.00", status: str = "approved") -> Step:
    """A partner's order for an investment of the person, clicked an hour before."""
    clicked = datetime.fromisoformat(at) - timedelta(hours=1)
    return lambda name: {
        "partner_orders": [
            {
                "source": "yiqifa",
                "network": "yiqifa",
                "network_txn_id": f"{name}|{at}",
                "event_type": "invest_cps",
                "channel": "yiqifa",
                "our_user_id": f"u_{name}",
                "click_at": utc(f"{clicked:%Y-%m-%d %H:%M}"),
                "order_at": utc(at),
                "commission_raw": commission,
                "status": status,
                "status_at": utc(at),
            }
        ]
    }


def register(at: str, device: str | None = "", **fields: str) -> Step:
    """An account opened; with no device (`None`), the tracker saw nothing of it."""

    def rows(name: str) -> Rows:
        user_id = f"u_{name}"
        account = {"user_id": user_id, "registered_at": utc(at), "updated_at": utc(at), **fields}
        if device is None:
            return {"users": [account]}
        seen = event(name, "register", at, device, user_id=user_id)
        return {"users": [account], "events": [seen]}

    return rows


def verify(at: str, is_valid: str = "true") -> Step:
    """An identity check."""
    return _fact("kyc", at, "verified_at", {"kyc_id": "kyc|{name}|{at}", "is_valid": is_valid})


def bind_card(at: str) -> Step:
    """A bank card bound."""
    return _fact("card_binds", at, "bound_at", {"card_id": "card|{name}|{at}"})


def recharge(at: str, amount: str = "1000.00", status: str = "success") -> Step:
    """Money paid in."""
    fields = {
        "recharge_id": "recharge|{name}|{at}",
        "amount_raw": amount,
        "status": status,
        "confirmed_at": utc(at),
    }
    return _fact("recharges", at, "created_at", fields)


def invest(at: str, amount: str, **fields: str) -> Step:
    """An order of `amount` yuan, confirmed unless `status` says otherwise."""
    order = {"order_id": "{name}|{at}", "product_id": "p365", "amount_raw": amount}
    return _fact("investments", at, "invested_at", {**order, "status": "confirmed", **fields})


def repaid(at: str, order_id: str, principal: str, term_no: str = "1") -> Step:
    """A repayment of principal, due and paid at the same moment."""
    fields = {
        "order_id": order_id,
        "term_no": term_no,
        "due_at": utc(at),
        "principal_raw": principal,
    }
    return _fact("repayments", at, "paid_at", fields)


def _fact(dataset: str, at: str, moment: str, fields: Mapping[str, str]) -> Step:
    def rows(name: str) -> Rows:
        told = {key: value.format(name=name, at=at) for key, value in fields.items()}
        fixed = {"user_id": f"u_{name}", moment: utc(at), "updated_at": utc(at)}
        return {dataset: [{**fixed, **told}]}

    return rows


def products(at: str = "2026-01-01 00:00") -> Rows:
    """`p365` (365 days) and `p180` (180 days) with a fee of 1 %, `m6` (6 months) of 2 %."""
    terms = {"p365": ("365", "days", "0.01"), "p180": ("180", "days", "0.01")}
    terms["m6"] = ("6", "months", "0.02")
    return {
        "products": [
            {
                "product_id": product_id,
                "product_name": product_id,
                "term_value": value,
                "term_unit": unit,
                "annual_rate": "0.08",
                "fee_rate": fee_rate,
                "opened_at": utc(at),
                "updated_at": utc(at),
            }
            for product_id, (value, unit, fee_rate) in terms.items()
        ]
    }


def spend(
    source: str,
    stat_date: str,
    lines: Sequence[Mapping[str, str]],
    delivered_at: str,
    is_complete: bool = True,
) -> Rows:
    """What a platform reports for one day: each line a campaign's id, name, cost and clicks.

    The delivery covers the day also when there are no lines.
    """
    delivery_id = f"{source}|{stat_date}|{delivered_at}"
    common = {"source": source, "level": "campaign", "account_id": "", "stat_date": stat_date}
    delivery: Row = {
        **common,
        "dataset": "ad_spend",
        "delivery_id": delivery_id,
        "file_name": f"{delivery_id}.csv",
        "row_count": len(lines),
        "rejected_count": 0,
        "cost_unit": "yuan",
        "is_complete": is_complete,
        "status": "loaded",
        "delivered_at": datetime.fromisoformat(utc(delivered_at)),
    }
    rows: list[Row] = [{**common, "_delivery_id": delivery_id, **line} for line in lines]
    return {"ad_spend": rows, "deliveries": [delivery]}
