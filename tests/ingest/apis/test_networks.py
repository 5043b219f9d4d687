"""Affiliate networks: orders with a status that changes, windows of a day, signed forms."""

from datetime import timedelta

import pytest

from ingest.apis.networks import signed
from tests.ingest.apis.pulls import DAYS, NOW, account, pull, told
from tests.ingest.apis.server import Call, Reply, serving

ORDERS = "network_txn_id, our_order_id, commission_raw, status, order_at, status_at"


def transaction(status: str, pay: float) -> dict:
    return {
        "id": 900,
        "transactionDate": "2026-05-01T10:00:00",
        "clickDate": "2026-05-01T09:00:00",
        "commissionStatus": status,
        "commissionAmount": {"amount": pay, "currency": "CNY"},
        "saleAmount": {"amount": 1000.5, "currency": "CNY"},
        "orderRef": "T1",
        "clickRefs": {"clickRef": "pub7"},
    }


def test_an_awin_transaction_that_is_edited_in_place_keeps_its_history(company, monkeypatch):
    monkeypatch.setenv("HEADWATER_AWIN_ACCESS_TOKEN", "let me in")
    answers = [[transaction("pending", 9.5)], [transaction("approved", 8.5)]]

    def says(call: Call) -> Reply:
        assert call.path == "/advertisers/11/transactions/"
        assert call.headers["authorization"] == "Bearer let me in"
        return Reply(answers[0])

    with serving(says) as platform:
        pull(company, account(platform, "awin"))
        answers.pop(0)
        pull(company, account(platform, "awin"), now=NOW + timedelta(days=1))
    assert platform.calls[0].fields["startDate"] == "2026-05-01T00:00:00"
    at = "2026-05-01 10:00:00"
    assert company.rows("partner_orders", ORDERS) == [
        ("900", "T1", "9.5", "pending", at, "2026-05-04 04:00:00"),
        ("900", "T1", "8.5", "approved", at, "2026-05-05 04:00:00"),
    ]


def duomai_order(number: int, status: str) -> dict:
    return {
        "order_sn": f"T{number}",
        "ads_id": 1,
        "euid": "sub",
        "order_time": f"{DAYS[0]} 08:30:00",
        "orders_price": "1,000.00",
        "siter_commission": "5.50",
        "status": status,
    }


class Duomai:
    """Refuses spans of more than a day and wrong signatures; 200 orders a page."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.orders = [duomai_order(number, str(number % 4 - 1)) for number in range(450)]

    def __call__(self, call: Call) -> Reply:
        form = dict(call.fields)
        if form.pop("sign") != signed(form, self.secret):
            return Reply({"status": 401, "info": "bad sign"})
        if int(form["etime"]) - int(form["stime"]) > 86400:
            return Reply({"status": 500, "info": "window too long"})
        first_day = int(form["stime"]) == 1777564800
        found = self.orders if first_day else []
        start = 200 * (int(form["page"]) - 1)
        return Reply({"status": 0, "total": len(found), "data": found[start : start + 200]})


@pytest.fixture
def keys(monkeypatch):
    monkeypatch.setenv("HEADWATER_DUOMAI_APP_KEY", "app")
    monkeypatch.setenv("HEADWATER_DUOMAI_APP_SECRET", "secret")


@pytest.mark.usefixtures("keys")
def test_duomai_is_asked_day_by_day_and_page_by_page(company):
    with serving(Duomai("secret")) as platform:
        (pulled,) = pull(company, account(platform, "duomai"))
    assert told(pulled) == ""
    assert [call.fields["page"] for call in platform.calls] == ["1", "2", "3", "1", "1"]
    counted = "select status, count(*) from lake group by 1 order by 1"
    assert company.ask("partner_orders", counted) == [
        ("approved", 112),
        ("declined", 113),
        ("pending", 113),
        ("settled", 112),
    ]
    assert company.ask(
        "partner_orders", "select distinct order_at, order_amount_raw from lake"
    ) == [("2026-05-01 00:30:00", "1000.00")]


@pytest.mark.usefixtures("keys")
def test_a_refused_signature_is_told(company):
    with serving(Duomai("another secret")) as platform:
        (pulled,) = pull(company, account(platform, "duomai"))
    assert "bad sign" in told(pulled)
