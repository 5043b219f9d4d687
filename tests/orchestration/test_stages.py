import io

import pytest
from rich.console import Console

from orchestration import stages
from orchestration.stages import Stages


@pytest.fixture
def output() -> io.StringIO:
    return io.StringIO()


def test_a_stage_is_told_in_a_plain_line_where_there_is_no_terminal(output):
    told = Stages(Console(file=output))
    with told.stage("ingest"):
        pass
    assert output.getvalue().split() == ["ingest", "0.0", "s", "done"]


def test_long_work_tells_how_far_it_has_come(output, monkeypatch):
    monkeypatch.setattr(stages, "PLAIN_SECONDS", 0)
    with Stages(Console(file=output)).stage("build") as tell:
        tell("fct_spend_daily", 0.5)
    assert "50%  fct_spend_daily" in output.getvalue()


def test_a_terminal_gets_a_bar_that_goes_away(output):
    console = Console(file=output, force_terminal=True, width=100)
    with Stages(console).stage("build") as tell:
        tell("fct_spend_daily", 0.5)
    assert output.getvalue().splitlines()[-1].endswith("done")


def test_seconds_are_kept_per_stage_and_added_up():
    told = Stages()
    for _ in range(2):
        with told.stage("ingest"):
            pass
    told.add("dbt start", 1.2345)
    assert set(told.timings) == {"ingest", "dbt start"}
    assert told.timings["dbt start"] == pytest.approx(1.2345, abs=0.001)


def test_a_stage_that_fails_is_not_called_done(output):
    with pytest.raises(ValueError, match="no"), Stages(Console(file=output)).stage("build"):
        raise ValueError("no")
    assert "done" not in output.getvalue()
