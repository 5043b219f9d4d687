"""A campus talk with two codes, and registrations of a partner that nobody stands behind: April."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.dbt.harness import Cell, Company
from tests.dbt.lake import Row, Rows, merged
from tests.dbt.stories import Step, event, invest, journeys, login, register, utc, verify, visit

pytestmark = pytest.mark.xdist_group("stories")

SITE = "https://www.example.cn/lp/a"
PARTNER = f"{SITE}?utm_source=duomai&utm_medium=cps"


def cost(line_no: str, version: str, amount: str) -> Row:
    fields = {"activity_id": "K1", "line_no": line_no, "version": version, "amount_raw": amount}
    return {"source": "activities", "incurred_on": "2026-04-02", **fields}


def handed(name: str, **fields: str) -> Row:
    return {"source": "activities", "code": name, "activity_id": "K1", "kind": "qr", **fields}


def counted(metric: str, value: str) -> Row:
    fields = {"activity_id": "K1", "count_date": "2026-04-02", "metric": metric, "value": value}
    return {"source": "activities", **fields}


TALK: Rows = {
    "activities": [
        {
            "source": "activities",
            "activity_id": "K1",
            "activity_type": "talk",
            "activity_name": "Spring talk",
            "channel": "campus",
            "city": "Lanzhou",
            "venue": "East Hall",
            "owner": "North team",
            "start_date": "2026-04-02",
            "end_date": "2026-04-02",
            "version": "1",
        },
        {
            "source": "activities",
            "activity_id": "K2",
            "activity_type": "talk",
            "activity_name": "Talk in the west",
            "channel": "campus",
            "city": "Yinchuan",
            "venue": "West Hall",
            "start_date": "2026-04-15",
            "version": "1",
        },
    ],
    "activity_costs": [cost("1", "1", "300"), cost("1", "2", "250"), cost("2", "1", "150")],
    "activity_counts": [counted("attended", "80"), counted("scanned", "30")],
    "activity_codes": [
        handed("KQR1", team="Red", valid_to="2026-05-31"),
        handed("KQR2", team="Blue", venue="Canteen"),
    ],
}


def scanned(at: str, code: str) -> Step:
    return visit(at, url=f"{SITE}?hw_code={code}", channel_code=code)


def bought(at: str, phone: str) -> Step:
    """A registration that the partner sent, at once after the click, on a phone of many."""

    def rows(name: str) -> Rows:
        landed = event(name, "page_view", f"{at}:00", url=PARTNER)
        opened = event(name, "register", f"{at}:05", user_id=f"u_{name}", device_id=phone)
        account = {"user_id": f"u_{name}", "registered_at": utc(f"{at}:05")}
        account["updated_at"] = account["registered_at"]
        return {"events": [landed, opened], "users": [account]}

    return rows


def on_campus(at: str, code: str | None = "K2") -> Step:
    """A registration from the network of the West Hall."""

    def rows(name: str) -> Rows:
        opened = event(name, "register", at, user_id=f"u_{name}", ip_block_hash="west")
        account = {"user_id": f"u_{name}", "registered_at": utc(at), "channel_code": code}
        return {"events": [opened], "users": [account | {"updated_at": utc(at)}]}

    return rows


def paid(name: str) -> Rows:
    line = {
        "network": "duomai",
        "channel": "duomai",
        "statement_no": "D1",
        "line_no": name,
        "event_type": "register_cpa",
        "our_user_id": f"u_{name}",
        "billed_raw": "9",
        "paid_raw": "9",
        "billed_on": "2026-04-20",
        "paid_on": "2026-04-25",
        "amount_unit": "yuan",
    }
    return {"partner_statements": [line]}


STORY = merged(
    TALK,
    journeys(
        {
            "kai": [
                scanned("2026-04-02 10:00", "KQR1"),
                register("2026-04-02 10:05", city="Lanzhou", birth_year="2001"),
                invest("2026-04-03 10:00", "1000", product_id="p180"),
            ],
            "kit": [scanned("2026-04-02 11:00", "KQR1")],
            "kia": [
                scanned("2026-04-02 11:00", "KQR1"),
                register("2026-04-02 11:05", channel_code="KQR2", city="Lanzhou"),
            ],
            # The code had run out; somebody in the same city without one.
            "ken": [
                scanned("2026-06-05 10:00", "KQR1"),
                register("2026-06-05 10:05", city="Lanzhou"),
            ],
            **{f"west{n}": [on_campus(f"2026-04-15 10:0{n}")] for n in (1, 2, 3)},
            "west4": [on_campus("2026-04-16 10:00", code=None)],
            "fake1": [bought("2026-04-10 03:00", "farm")],
            "fake2": [bought("2026-04-10 03:01", "farm")],
            "fake3": [bought("2026-04-10 03:02", "farm")],
            "real": [
                visit("2026-04-10 09:00", url=PARTNER),
                register("2026-04-10 09:10"),
                verify("2026-04-10 09:20"),
                login("2026-04-12 09:20"),
            ],
        }
    ),
    paid("fake1"),
)


def evidence(company: Company, name: str, columns: str) -> tuple[Cell, ...]:
    return company.row(
        f"select {columns} from fct_registration_evidence where user_id = 'u_{name}'"
    )


def test_an_activity_has_its_latest_cost_lines_its_heads_and_what_its_codes_brought(
    company: Company,
) -> None:
    found = company.row(
        "select cost_amount, cost_lines, attended, scanned, codes, teams, scans, registrations, "
        "first_investments, invested_amount from fct_activities where activity_id = 'K1'"
    )
    # 250 in the second version of line 1, and 150.
    assert found == (Decimal("400.00"), 2, 80, 30, 2, 2, 3, 2, 1, Decimal("1000.00"))


def test_an_account_belongs_to_the_code_it_registered_with_before_one_it_scanned(
    company: Company,
) -> None:
    codes = company.rows(
        "select code, team, venue, scans, registrations, first_investments "
        "from fct_activity_codes where activity_id = 'K1' order by 1"
    )
    assert codes == [("KQR1", "Red", "East Hall", 3, 1, 1), ("KQR2", "Blue", "Canteen", 0, 1, 0)]


def test_a_place_has_every_day_without_those_whom_a_code_brought(company: Company) -> None:
    days = "select registrations from int_places_daily where city = 'Lanzhou' and stat_date = "
    assert company.value(f"{days} date '2026-04-02'") == 0
    assert company.value(f"{days} date '2026-06-05'") == 1
    watched = "select city, start_date, watched_until from fct_placements where placement_id = 'K1'"
    assert company.row(watched) == ("Lanzhou", date(2026, 4, 2), date(2026, 4, 8))


def test_whom_no_code_brought_is_on_campus_by_the_network_of_those_with_a_code(
    company: Company,
) -> None:
    found = company.rows(
        "select place, stat_date, campus_registrations from int_venues_daily "
        "where campus_registrations > 0"
    )
    assert found == [("Yinchuan · West Hall", date(2026, 4, 16), 1)]


def test_investors_of_a_place_count_on_the_day_they_registered_codes_or_none(
    company: Company,
) -> None:
    # Kai came by a code, registered on 2 April and invested a day later.
    found = company.rows(
        "select stat_date, investors from int_places_daily where city = 'Lanzhou' and investors > 0"
    )
    assert found == [(date(2026, 4, 2), 1)]


def test_registrations_stand_by_hour_and_by_time_from_the_touch_that_brought_them(
    company: Company,
) -> None:
    found = company.rows(
        "select channel, seconds_from, registered_hour, registrations, is_partner "
        "from fct_registration_times where registered_date = date '2026-04-10' "
        "and channel in (select registration_channel from int_partner_people "
        "where user_id in ('u_fake1', 'u_real')) order by 3"
    )
    # Three fakes within 5 seconds at 3 o'clock, a person after ten minutes at 9.
    assert [row[1:] for row in found] == [(0, 3, 3, True), (300, 9, 1, True)]


def test_a_city_has_the_cost_and_the_people_by_decade_of_birth(company: Company) -> None:
    found = company.rows(
        "select birth_decade, spend_amount, registrations, first_investments "
        "from fct_offline_cities_monthly where city = 'Lanzhou' and channel = 'campus' "
        "and month = date '2026-04-01' order by 1 nulls last"
    )
    assert found == [(2000, Decimal("0.00"), 1, 1), (None, Decimal("400.00"), 1, 0)]


def test_registrations_on_one_phone_within_seconds_and_then_silence_are_in_doubt(
    company: Company,
) -> None:
    columns = "signs, seconds_to_register, registered_hour, device_accounts, is_doubtful"
    assert evidence(company, "fake2", columns) == ("fast,device,silent", 5.0, 3, 3, True)
    assert evidence(company, "fake1", "signs, paid_date") == (
        "fast,device,silent,silent_after_payout",
        date(2026, 4, 25),
    )


def test_one_who_verified_and_came_back_is_not(company: Company) -> None:
    columns = "signs, seconds_to_register, is_doubtful"
    assert evidence(company, "real", columns) == ("", 600.0, False)
