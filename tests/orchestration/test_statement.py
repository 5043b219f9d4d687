"""The statement for a partner: what is owed, what is disputed, and why."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.statement import write_statement
from orchestration.workspace import UserError

MAY = date(2026, 5, 1), date(2026, 5, 31)
ROWS = """
    ('fanli', 'register_cpa', 'u1', 'H1', 1, 1, null, null, 'u1', null, 'approved', null, null,
        null, 12.00, 12.00, null, null, date '2026-05-03'),
    ('fanli', 'invest_cps', 'o1', 'H1', 1, 2, '=1+1', 'S1', 'u1', 'o1', 'reversed', 'failed_bid',
        'failed_bid', null, 0.00, 8.50, 8.50, null, date '2026-05-04'),
    ('fanli', 'invest_cps', 'o9', null, null, null, 't9', null, 'u9', 'o9', null, 'not_ours',
        'not_ours', 'brought_by:seo', null, 3.10, null, null, date '2026-05-31'),
    ('fanli', 'invest_cps', 'o2', 'H1', 1, 2, null, null, 'u1', 'o2', 'approved', null,
        'not_reported', null, 7.25, null, null, null, date '2026-06-01'),
    ('yiqifa', 'invest_cps', 'o3', 'H2', 1, 1, null, null, 'u1', 'o3', 'approved', null, null,
        null, 9.99, 9.99, null, null, date '2026-05-05')
"""
COLUMNS = (
    "channel, event_type, event_key, contract_id, contract_version, contract_line, network_txn_id, "
    "statement_no, user_id, order_id, payable_state, reason, dispute, evidence, owed_amount, "
    "reported_amount, billed_amount, paid_amount, event_date"
)

DOUBT = """
    ('fanli', 'u1', 'fast,silent', 4.0, 3, 12, 0, null::date, true, date '2026-05-03'),
    ('fanli', 'u2', 'silent', 90.0, 9, 1, 0, null::date, false, date '2026-05-03')
"""
SIGNS = (
    "channel, user_id, signs, seconds_to_register, registered_hour, device_accounts, "
    "block_registrations, paid_date, is_doubtful, registered_date"
)


@pytest.fixture
def serving(tmp_path: Path) -> Path:
    path = tmp_path / "serving" / "headwater.duckdb"
    path.parent.mkdir()
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            f"create table fct_partner_payables as select * from (values {ROWS}) t({COLUMNS})"
        )
        connection.execute(
            f"create table fct_registration_evidence as select * from (values {DOUBT}) t({SIGNS})"
        )
    return path


def sheets(path: Path) -> dict[str, list[tuple]]:
    return {sheet.title: list(sheet.values) for sheet in load_workbook(path).worksheets}


def test_a_statement_sums_what_is_owed_in_the_month_and_lists_disputes(serving, tmp_path):
    done = write_statement(serving, "fanli", *MAY, tmp_path / "s.xlsx")
    assert (done.lines, done.disputed, done.owed) == (3, 2, Decimal("12.00"))
    found = sheets(done.path)
    assert found["汇总 summary"][-1] == ("合计 total", 3, 12, 23.6, 8.5, 0)
    disputes = found["争议 disputes"][1:]
    assert [row[11] for row in disputes] == [
        "流标 the bid failed",
        "我方无此记录 not in our ledger",
    ]
    assert disputes[1][12] == "该用户来自 the account came through seo"


def test_registrations_in_doubt_go_back_with_their_evidence(serving, tmp_path):
    done = write_statement(serving, "fanli", *MAY, tmp_path / "s.xlsx")
    assert done.doubtful == 1
    (line,) = sheets(done.path)["存疑注册 in doubt"][1:]
    assert line[1:5] == (
        "u1",
        "数秒内注册 opened within seconds; 注册后无任何行为 nothing came after",
        4,
        3,
    )


def test_a_number_that_looks_like_a_formula_stays_text(serving, tmp_path):
    path = write_statement(serving, "fanli", *MAY, tmp_path / "s.xlsx").path
    cell = load_workbook(path)["明细 lines"].cell(3, 6)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_partner_without_events_is_named_with_those_that_have_some(serving, tmp_path):
    with pytest.raises(UserError, match=r"duomai has no payables .* fanli, yiqifa"):
        write_statement(serving, "duomai", *MAY, tmp_path / "s.xlsx")


def test_the_command_writes_the_month_it_was_asked_for(serving, tmp_path):
    out = tmp_path / "june.xlsx"
    asked = ["--home", str(tmp_path), "statement", "--channel", "fanli", "--month", "2026-06"]
    told = CliRunner().invoke(app, [*asked, "--out", str(out)])
    assert told.exit_code == 0
    assert "1 lines, 1 disputed, 7.25 owed" in told.output
    assert len(sheets(out)["明细 lines"]) == 2
