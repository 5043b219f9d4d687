"""Funnels in `headwater.toml`: what is understood, and the words for what makes no sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.config import ConfigError, load_settings
from orchestration.dbt_project import acquisition_step_windows, own_funnels

ALL = (
    '"visit", "registration", { step = "verification", window_days = 7 }, "card_bound", "funded",'
    ' "first_investment", "repeat_investment"'
)


def settings_of(home: Path, text: str):
    (home / "headwater.toml").write_text(text, encoding="utf-8")
    return load_settings(home)


def funnel(name: str, steps: str, more: str = "") -> str:
    return f'[[funnel]]\nname = "{name}"\nsteps = [{steps}]\n{more}\n'


def test_steps_are_numbered_and_windows_fall_back_to_the_companys(tmp_path: Path) -> None:
    start = funnel("start", '"visit", { step = "registration", window_days = 2 }')
    kyc = funnel("kyc", '"registration", "verification"', 'window_days = 7\nlabel = "Checked"')
    rows = own_funnels(settings_of(tmp_path, start + kyc).funnel, window_days=60)
    told = [(row["funnel"], row["step_number"], row["step"], row["window_days"]) for row in rows]
    assert told == [
        ("start", 1, "visit", 60),
        ("start", 2, "registration", 60),
        ("kyc", 1, "registration", 7),
        ("kyc", 2, "verification", 7),
    ]
    assert [row["step_window_days"] for row in rows] == [None, 2, None, None]
    assert [row["funnel_name_zh"] for row in rows] == ["start", "start", "Checked", "Checked"]


def test_single_steps_of_the_acquisition_funnel_may_have_windows(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, funnel("acquisition", ALL))
    assert acquisition_step_windows(settings.funnel) == {"verification": 7}
    assert own_funnels(settings.funnel, window_days=90) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (funnel("one", '"visit"'), "two steps or more"),
        (funnel("two", '"visit", "visit"'), "names a step twice"),
        (funnel("late", '"registration", "visit"'), "can only begin 'late'"),
        (funnel("odd", '"visit", "signup"'), "'signup' is not a step; the steps are visit,"),
        (funnel("back", '"repeat_investment", "first_investment"'), "nobody repeats before"),
        (funnel("first", '{ step = "visit", window_days = 3 }, "funded"'), "nothing before it"),
        (funnel("acquisition", '"visit", "funded"'), "Give another funnel another name"),
        (funnel("Big", '"visit", "funded"'), "funnel.0.name"),
        (funnel("long", '"visit", "funded"', "window_days = 0"), "funnel.0.window_days"),
        (funnel("kyc", '"visit", "funded"') * 2, "described twice: kyc"),
    ],
)
def test_a_funnel_that_makes_no_sense_is_refused_with_words(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        settings_of(tmp_path, text)
    assert words in str(refused.value)
