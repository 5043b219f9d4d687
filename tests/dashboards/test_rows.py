"""Rows of every table of the contract, as people who may see some of them read them."""

import duckdb
import pytest

from dashboards.queries.contract import TABLES
from dashboards.queries.reader import Build, Reader
from dashboards.queries.rows import OPEN, VIA, RefusedError, Rows
from tests.dashboards.fixture import write_serving_file

OUTDOOR = Rows(channel=("outdoor",))
BEIJING = Rows(city=("北京",))


def nobody_listens(*_: object) -> None:
    """For tests that do not ask what was written down."""


@pytest.fixture
def seen(build):
    def seen_by(rows: Rows) -> Build:
        return build.seen_by(rows, nobody_listens)

    return seen_by


@pytest.fixture(scope="module")
def in_file(published):
    """The columns of each table, and how many of its rows have one of some values in a column."""
    with duckdb.connect(str(published.resolve()), read_only=True) as connection:

        def counted(table: str, column: str, values: tuple[str, ...]) -> int | None:
            names = connection.execute(f"select * from {table} limit 0").df().columns
            if column not in names or f"{column}s" in names:
                return None
            sql = f"select count(*) from {table} where list_contains($values::varchar[], {column})"
            return connection.execute(sql, {"values": list(values)}).fetchall()[0][0]

        yield counted


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("dimension", "values"), [("channel", ("outdoor",)), ("city", ("北京",)), ("partner", ("x",))]
)
def test_a_table_gives_own_rows_or_is_refused(in_file, seen, table, dimension, values):
    own, person = in_file(table, dimension, values), seen(Rows(**{dimension: values}))
    if own is not None:
        others = f"count(*) filter (where {dimension} is distinct from $own) as others"
        found = person.read(f"select count(*) as n, {others} from {table}", {"own": values[0]})
        assert (found["n"].iloc[0], found["others"].iloc[0]) == (own, 0)
    elif table not in OPEN and (table, dimension) not in VIA:
        assert not person.may_read(table)
        with pytest.raises(RefusedError, match=table):
            person.read(f"select count(*) as n from {table}")


def test_sums_are_those_of_own_channels(seen):
    """Outdoor spends 400 a day for 180 days and brings one first investor a day."""
    sums = "select sum(spend_amount) as spend, sum(first_investments) as n from fct_channel_daily"
    found = seen(OUTDOOR).read(sums).iloc[0]
    assert (float(found["spend"]), int(found["n"])) == (72_000, 180)


def test_what_one_person_read_is_not_remembered_for_another(seen, build):
    sums = "select count(distinct channel) as channels from fct_channel_daily"
    assert seen(OUTDOOR).read(sums)["channels"].iloc[0] == 1
    assert build.read(sums)["channels"].iloc[0] == 4
    assert seen(Rows(channel=("direct", "outdoor"))).read(sums)["channels"].iloc[0] == 2


def test_codes_and_lifts_belong_to_the_city_of_their_activity(seen):
    codes = seen(BEIJING).read("select code from fct_activity_codes order by code")
    assert codes["code"].tolist() == ["QR1", "QR2"]
    lifts = seen(BEIJING).read("select distinct placement_id from fct_place_lifts")
    assert lifts["placement_id"].tolist() == ["HD1"]


def test_several_restrictions_hold_together(seen):
    both = Rows(channel=("outdoor",), city=("上海",))
    assert seen(both).read("select activity_id from fct_activities")["activity_id"].tolist() == [
        "HD2"
    ]
    with pytest.raises(RefusedError, match="fct_channel_daily"):
        seen(both).read("select 1 as n from fct_channel_daily")


@pytest.mark.parametrize(
    "sql",
    [
        "select count(*) as n from main.fct_channel_daily",
        "select count(*) as n from (select * from fct_growth_daily)",
        "with own as (select * from fct_growth_daily) select count(*) as n from own",
        "select (select max(value) from fct_data_quality) as n from fct_channel_daily",
        "select count(*) as n from query_table('fct_channel_daily')",
        "select count(*) as n from read_text('/etc/hostname')",
        "select count(*) as n from '/etc/hostname'",
        "select 1 as n; select 2 as n",
        "describe fct_channel_daily",
    ],
)
def test_no_way_of_asking_gets_round_the_restriction(seen, sql):
    with pytest.raises(RefusedError):
        seen(OUTDOOR).read(sql)


def test_rows_that_name_another_channel_too_stay_hidden(tmp_path):
    link = write_serving_file(tmp_path / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute(
            "create or replace table fct_code_conflicts as select * from (values "
            "('a', 'outdoor', 'direct', '', ''), ('b', 'outdoor', 'outdoor', '', '')) "
            "as t (code, channel, other_channel, claimed_by, other_claimed_by)"
        )
    seen = Reader().latest(link).seen_by(OUTDOOR, nobody_listens)
    assert seen.read("select code from fct_code_conflicts")["code"].tolist() == ["b"]


def test_a_partner_within_a_channel_is_known_by_its_payables(tmp_path):
    link = write_serving_file(tmp_path / "headwater.duckdb")
    with duckdb.connect(str(link.resolve())) as connection:
        connection.execute("update fct_partner_payables set partner = 'ann' where event_key = 'u1'")
        connection.execute("update fct_partner_payables set partner = 'bob' where event_key = 'o9'")
    counts = "(select count(*) from {}) as {}"
    tables = ("fct_partner_payables", "fct_registration_evidence", "dim_channels")
    sql = "select " + ", ".join(counts.format(table, table) for table in tables)
    for partner, expected in (("ann", [1, 1, 1]), ("bob", [1, 0, 1]), ("eve", [0, 0, 0])):
        seen = Reader().latest(link).seen_by(Rows(partner=(partner,)), nobody_listens)
        assert seen.read(sql).iloc[0].tolist() == expected


def test_a_name_with_a_quote_is_a_name(seen):
    odd = Rows(channel=("out'door", "x') or true --"))
    assert seen(odd).read("select count(*) as n from fct_channel_daily")["n"].iloc[0] == 0


def test_nobody_reads_identifiers_of_people(build):
    with pytest.raises(RefusedError, match="user_id"):
        build.read("select user_id from fct_registration_evidence")


def test_a_look_at_single_people_is_told_with_tables_filters_and_rows(build):
    told = []
    seen = build.seen_by(Rows(), lambda *look: told.append(look))
    seen.read("select count(*) as n from fct_registration_evidence")
    assert told == []
    sql = "select account from fct_registration_evidence where channel = $channel"
    for _ in range(2):
        seen.read(sql, {"channel": "outdoor"})
    assert told == [(("fct_registration_evidence",), {"channel": "outdoor"}, 1)] * 2
