"""What a company says of its attribution windows is what dbt is told."""

from ingest.sections import KindWindow, Windows
from orchestration.dbt_project import attribution_windows


def test_only_kinds_with_windows_of_their_own_are_told_and_the_rest_is_filled_in():
    windows = Windows(
        attribution_lookback_days=30,
        attribution_half_life_days=5,
        registration=KindWindow(half_life_days=2),
        repeat_investment=KindWindow(lookback_days=60),
    )
    assert attribution_windows(windows) == {
        "registration": {"lookback_days": 30, "half_life_days": 2},
        "repeat_investment": {"lookback_days": 60, "half_life_days": 5},
    }
