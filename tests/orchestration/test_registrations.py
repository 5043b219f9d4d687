"""What is promised of a promotion stays as it was promised."""

import re
from datetime import date, datetime

import pytest
from typer.testing import CliRunner

from orchestration.cli import app
from orchestration.registrations import (
    Registration,
    latest,
    read_book,
    read_registration,
    register,
)
from orchestration.workspace import UserError

NOW, TODAY = datetime(2026, 5, 1, 4), date(2026, 5, 1)
TOLD = {
    "promotion_id": "P",
    "starts_on": date(2026, 5, 10),
    "ends_on": date(2026, 5, 20),
    "hypothesis": "More first investors",
    "metric": "first_investments",
    "stop_rule": "Half the budget lost",
    "expected": 100.0,
}


def promised(**more: object) -> Registration:
    return Registration.model_validate(TOLD | more)


def test_each_line_holds_the_hash_of_the_one_before(tmp_path):
    book = tmp_path / "registered.jsonl"
    first = register(book, promised(), NOW, TODAY)
    second = register(book, promised(promotion_id="Q"), NOW, TODAY)
    assert second.previous == first.hash
    assert [entry.number for entry in read_book(book)] == [1, 2]
    assert book.stat().st_mode & 0o222 == 0


def test_before_the_launch_a_promise_may_be_replaced_and_the_old_one_stays(tmp_path):
    book = tmp_path / "registered.jsonl"
    register(book, promised(), NOW, TODAY)
    register(book, promised(expected=50.0), NOW, TODAY)
    entries = read_book(book)
    assert [entry.registration.expected for entry in entries] == [100.0, 50.0]
    assert latest(entries)["P"].registration.expected == 50.0


def test_after_the_launch_nothing_is_registered_or_changed(tmp_path):
    book = tmp_path / "registered.jsonl"
    register(book, promised(), NOW, TODAY)
    with pytest.raises(UserError, match="began on 2026-05-10"):
        register(book, promised(starts_on=date(2026, 5, 18)), NOW, date(2026, 5, 12))
    with pytest.raises(UserError, match="after the launch"):
        register(book, promised(promotion_id="Q"), NOW, date(2026, 5, 10))


def test_a_line_changed_or_taken_out_by_hand_is_found(tmp_path):
    book = tmp_path / "registered.jsonl"
    for name in ("P", "Q", "R"):
        register(book, promised(promotion_id=name), NOW, TODAY)
    book.chmod(0o644)
    lines = book.read_text("utf-8").splitlines()
    book.write_text("\n".join([lines[0].replace("100.0", "1.0"), *lines[1:]]), "utf-8")
    with pytest.raises(UserError, match="line 1"):
        read_book(book)
    book.write_text("\n".join([lines[0], lines[2]]), "utf-8")
    with pytest.raises(UserError, match="line 2"):
        read_book(book)


def test_a_past_moment_knows_only_what_was_registered_by_then(tmp_path):
    book = tmp_path / "registered.jsonl"
    register(book, promised(), NOW, TODAY)
    register(book, promised(expected=50.0), datetime(2026, 5, 3), date(2026, 5, 3))
    known = latest(read_book(book), datetime(2026, 5, 2))
    assert known["P"].registration.expected == 100.0


def test_a_file_that_promises_too_little_says_what_is_missing(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('promotion_id = "P"\nstarts_on = 2026-05-10\nends_on = 2026-05-01\n')
    with pytest.raises(UserError, match="hypothesis: is required 必填"):
        read_registration(path)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            'metric = "clicks"',
            "metric: is revenue or first_investments, not clicks 应为 revenue 或",
        ),
        ('starts_on = "soon"', "starts_on: is a day like 2026-11-11, not soon 应为"),
        ("holdout_share = 1.5", "holdout_share: lies between 0 and 1, not at 1.5 应在"),
        ('expected = "many"', "expected: is a number, not many 应为数字"),
        ('hypothesis = ""', "hypothesis: is empty 不能为空"),
        ("stop_rule = 5", "stop_rule: is a text in quotes, not 5 应为加引号的文字"),
        ('owner = "Ann"', "owner: is no field of a registration 不是登记项"),
        ("ends_on = 2026-05-01", "  it ends before it begins 结束日期早于开始日期"),
    ],
)
def test_each_wrong_field_is_told_in_both_languages(tmp_path, line, words):
    name = line.split(" =")[0]
    kept = [f"{key} = {_toml(value)}" for key, value in TOLD.items() if key != name]
    path = tmp_path / "p.toml"
    path.write_text("\n".join([*kept, line]), encoding="utf-8")
    with pytest.raises(UserError, match=re.escape(words)):
        read_registration(path)


def _toml(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_the_command_registers_a_file_and_lists_it(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(
        'promotion_id = "P"\nstarts_on = 2999-05-10\nends_on = 2999-05-20\n'
        'hypothesis = "More"\nmetric = "revenue"\nstop_rule = "none"\n'
    )
    home = ["--home", str(tmp_path), "promotion"]
    done = CliRunner().invoke(app, [*home, "register", str(path)])
    assert done.exit_code == 0, done.output
    assert "no. 1" in done.output
    assert "P  2999-05-10 to 2999-05-20  revenue  More" in (
        CliRunner().invoke(app, [*home, "list"]).output
    )
