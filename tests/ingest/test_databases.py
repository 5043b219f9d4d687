"""One platform source on SQLite, PostgreSQL and MariaDB, read by an account that may only read."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError

from tests.ingest import servers
from tests.ingest.company import Company

pytestmark = pytest.mark.xdist_group("databases")
MOMENT = {"postgresql": "timestamptz", "mariadb": "timestamp null", "sqlite": "text"}
READER = {
    "postgresql": (
        "create role reader login password 'p@ss'",
        "grant select on all tables in schema public to reader",
    ),
    "mariadb": (
        "create user reader@'127.0.0.1' identified by 'p@ss'",
        "grant select on platform.* to reader@'127.0.0.1'",
    ),
}


@dataclass(frozen=True)
class Platform:
    """A platform's database: its owner changes it, Headwater reads it through `reader`."""

    owner: str
    reader: str

    def run(self, *orders: str) -> None:
        servers.run(self.owner, *orders)

    def settle(self, company: Company, more: str = "") -> None:
        company.settle(f'[platform]\nurl = "{self.reader}"\n{more}')


@pytest.fixture(scope="module")
def started() -> Generator[dict[str, str]]:
    with servers.postgresql() as postgresql, servers.mariadb() as mariadb:
        yield {"postgresql": postgresql, "mariadb": mariadb}


@pytest.fixture(params=["sqlite", "postgresql", "mariadb"])
def platform(request, company: Company) -> Generator[Platform]:
    """Two people and three orders, with moments that carry a zone where the database can."""
    kind = request.param
    if kind == "sqlite":
        owner, reader = f"sqlite:///{company.home / 'platform.db'}", "sqlite:///platform.db"
    else:
        owner = request.getfixturevalue("started")[kind]
        _, _, place = owner.partition("@")
        reader = f"{kind}://reader:p%40ss@{place}"
        zone = "set time zone" if kind == "postgresql" else "set global time_zone ="
        servers.run(owner, f"{zone} '+00:00'")
    found = Platform(owner, reader)
    at = MOMENT[kind]
    found.run(
        f"create table users (user_id varchar(20) primary key, registered_at {at}, "
        f"phone varchar(20), city varchar(20), updated_at {at})",
        f"create table investments (order_id int primary key, user_id varchar(20), "
        f"amount decimal(20,2), status varchar(20), invested_at {at}, updated_at {at})",
        *_in_zone(
            kind,
            "insert into users values ('u1', '2026-05-01 10:00:00', '13812345678', "
            "'杭州', '2026-05-01 10:00:00'), ('u2', '2026-05-01 11:00:00', null, null, "
            "'2026-05-01 11:00:00')",
            "insert into investments values (1, 'u1', 10000.10, 'bid', '2026-05-02 09:00:00', "
            "'2026-05-02 09:00:00'), (2, 'u2', 0.20, 'confirmed', '2026-05-02 09:30:00', "
            "'2026-05-02 09:30:00'), (3, 'u2', 500, 'confirmed', '2026-04-02 09:30:00', "
            "'2026-04-02 09:30:00')",
        ),
        *READER.get(kind, ()),
    )
    found.settle(company)
    yield found
    found.run("drop table users", "drop table investments")
    if kind == "postgresql":
        found.run("drop role reader")
    elif kind == "mariadb":
        found.run("drop user reader@'127.0.0.1'")


@pytest.fixture(scope="module")
def first_ingests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Home folders as the first ingest leaves them, by kind of database."""
    return tmp_path_factory.mktemp("first_ingests")


@pytest.fixture
def ingested(company: Company, platform: Platform, first_ingests: Path) -> Company:
    """A company that has read the platform once: all rows are as `platform` lays them out."""
    kept = first_ingests / platform.owner.partition(":")[0]
    if not kept.exists():
        assert company.ingest().rows == 5
        shutil.copytree(company.home, kept)
    else:
        shutil.copytree(kept, company.home, dirs_exist_ok=True)
    return company


def _in_zone(kind: str, *orders: str) -> tuple[str, ...]:
    """`orders` whose moments are those of Shanghai."""
    zone = {"postgresql": "set time zone 'Asia/Shanghai'", "mariadb": "set time_zone = '+08:00'"}
    return (zone[kind], *orders) if kind in zone else orders


def change(platform: Platform, *orders: str) -> None:
    kind = sa.make_url(platform.owner).get_backend_name().replace("mysql", "mariadb")
    platform.run(*_in_zone(kind, *orders))


def test_the_same_rows_come_out_of_each_database(company, platform):
    report = company.ingest()
    assert (report.sources["platform"].errors, report.rows, report.rejected) == ([], 5, 0)
    users = company.rows("users", "user_id, registered_at, city")
    assert sorted(users) == [
        ("u1", "2026-05-01 02:00:00", "杭州"),
        ("u2", "2026-05-01 03:00:00", None),
    ]
    orders = company.rows("investments", "order_id, cast(amount_raw as decimal(9, 2)), invested_at")
    assert sorted(orders) == [
        ("1", Decimal("10000.10"), "2026-05-02 01:00:00"),
        ("2", Decimal("0.20"), "2026-05-02 01:30:00"),
        ("3", Decimal("500.00"), "2026-04-02 01:30:00"),
    ]
    assert company.ask("users", "select count(*) from lake where phone_hash is not null") == [(1,)]


def test_whoever_reads_could_not_write(company, platform):
    if platform.owner.startswith("sqlite"):
        reader = f"sqlite:///file:{company.home / 'platform.db'}?mode=ro&uri=true"
    else:
        driver = sa.make_url(platform.owner).drivername
        url = sa.make_url(platform.reader).set(drivername=driver)
        reader = url.render_as_string(hide_password=False)
    with pytest.raises(SQLAlchemyError, match=r"denied|readonly"):
        servers.run(reader, "delete from users")
    assert company.ingest().rows == 5


def test_nothing_new_is_not_loaded_again(ingested, platform):
    report = ingested.ingest()
    assert (report.sources["platform"].errors, report.rows, report.load_id) == ([], 0, None)


def test_a_late_change_of_status_arrives_alone(ingested, platform):
    change(
        platform,
        "update investments set status = 'failed_bid', updated_at = '2026-05-03 00:00:01' "
        "where order_id = 1",
    )
    assert ingested.ingest().rows == 1
    told = ingested.rows("investments", "order_id, status", "where order_id = '1'")
    assert told == [("1", "bid"), ("1", "failed_bid")]


def test_a_row_committed_late_within_the_lag_is_still_found(ingested, platform):
    row = "(4, 'u1', 7, 'confirmed', '2026-05-01 23:00:00', '2026-05-01 23:00:00')"
    change(platform, f"insert into investments values {row}")
    assert ingested.ingest().rows == 1


def test_a_deleted_row_lands_once_more_as_deleted_and_only_once(ingested, platform):
    platform.run("delete from investments where order_id = 3")
    assert ingested.ingest().rows == 1
    told = ingested.rows("investments", "user_id, status, is_deleted", "where order_id = '3'")
    assert told == [("u2", "confirmed", None), ("u2", "confirmed", "true")]
    assert ingested.ingest().rows == 0


def test_a_row_that_comes_back_is_alive_again(ingested, platform):
    platform.run("delete from users where user_id = 'u2'")
    ingested.ingest()
    old = "('u2', '2026-05-01 11:00:00', null, null, '2026-05-01 11:00:00')"
    change(platform, f"insert into users values {old}")
    ingested.ingest()
    told = ingested.rows("users", "is_deleted", "where user_id = 'u2'")
    assert told == [(None,), ("true",), (None,)]
    assert ingested.ingest().rows == 0


def keys_asked(company) -> list[str]:
    """Orders of the next ingest that read a whole table: no condition on `updated_at`."""
    asked: list[str] = []

    def note(_connection, _cursor, order, *_rest) -> None:
        if "FROM" in order and "CAST" in order and "WHERE" not in order:
            asked.append(order)

    event.listen(sa.Engine, "before_cursor_execute", note)
    company.ingest()
    event.remove(sa.Engine, "before_cursor_execute", note)
    return asked


def test_all_keys_are_read_only_when_rows_were_deleted_or_came_back(ingested, platform):
    row = "('u3', '2026-05-03 11:00:00', null, null, '2026-05-03 11:00:00')"
    change(platform, f"insert into users values {row}")
    assert keys_asked(ingested) == []
    platform.run("delete from users where user_id = 'u3'")
    assert ["users" in order for order in keys_asked(ingested)] == [True]
    assert keys_asked(ingested) == []


def test_a_deletion_beside_rows_that_were_rejected_is_noticed(company, platform):
    change(
        platform,
        "insert into investments values (8, 'u1', null, 'confirmed', '2026-05-02 09:00:00', "
        "'2026-05-02 09:00:00')",
    )
    assert company.ingest().rejected == 1
    assert keys_asked(company) == []
    platform.run("delete from investments where order_id = 2")
    company.ingest()
    told = company.rows("investments", "is_deleted", "where order_id = '2'")
    assert told == [(None,), ("true",)]


def test_deletions_are_not_looked_for_when_that_is_switched_off(company, platform):
    platform.settle(company, "finds_deleted = false\n")
    company.ingest()
    platform.run("delete from users")
    assert company.ingest().rows == 0


def test_a_table_that_is_suddenly_empty_is_not_believed(company, platform):
    many = ", ".join(
        f"('x{number}', '2026-05-01 10:00:00', null, null, '2026-05-01 10:00:00')"
        for number in range(200)
    )
    change(platform, f"insert into users values {many}")
    company.ingest()
    platform.run("delete from users")
    report = company.ingest()
    assert report.rows == 0
    assert "202 of the 202 rows" in report.sources["platform"].errors[0].en
    platform.settle(company, "most_deleted = 1\n")
    assert company.ingest().rows == 202


def test_a_server_that_is_away_or_refuses_is_told_without_the_password(company, platform):
    if platform.owner.startswith("sqlite"):
        url, reason = "postgresql://reader:p%40ss@127.0.0.1:1/postgres", "127.0.0.1"
    else:
        url, reason = platform.reader.replace("reader:", "nobody:"), "nobody"
    company.settle(f'[platform]\nurl = "{url}"\n')
    (error,) = company.ingest().sources["platform"].errors
    assert reason in error.en
    assert "p%40ss" not in error.en
    assert "p@ss" not in error.en


def test_headwater_leaves_the_database_as_it_was(company, platform):
    engine = sa.create_engine(platform.owner)
    before = sorted(sa.inspect(engine).get_table_names())
    company.ingest()
    assert sorted(sa.inspect(engine).get_table_names()) == before
    engine.dispose()
