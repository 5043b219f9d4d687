"""A published company with a drop on its last day, and alert rules about it."""

import duckdb
from typer.testing import CliRunner

from orchestration.alerts.evaluation import evaluate
from orchestration.cli import app
from orchestration.workspace import open_workspace
from tests.dashboards.fixture import AS_OF

# On the last day Baidu generic has 1 registration instead of 10, outdoor its usual 5.
DROP = """
update fct_channel_daily set registrations = 1
where stat_date = date '2026-05-29' and channel = 'baidu_generic';
create table fct_city_daily as
    select stat_date, '成都' as city, if(stat_date = date '2026-05-29', 2, 20) as firsts,
        500.0 as revenue
    from fct_growth_daily;
"""
RECIPIENTS = """
[[report.recipient]]
name = "cmo"
address_variable = "CMO_ADDRESS"
language = "en"
[[report.recipient]]
name = "partner"
address_variable = "PARTNER_ADDRESS"
language = "zh"
channels = ["outdoor"]
[[report.recipient]]
name = "chengdu"
address_variable = "CHENGDU_ADDRESS"
language = "zh"
cities = ["成都"]
"""
LOW = """
[[alert]]
name = "registrations_low"
metric = "registrations"
each = "channel"
unusual = "low"
floor = 3
to = ["all"]
"""
CITY = """
[[alert]]
name = "chengdu_falls"
metric = "first_investments"
cities = ["成都"]
falls_by = 0.5
to = ["all"]
"""


def settle(home, rules: str, extra: str = ""):
    (home / "headwater.toml").write_text(f"{extra}{RECIPIENTS}{rules}", encoding="utf-8")
    return home


def alerts(home, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["--home", str(home), "alerts", *arguments])
    return result.exit_code, result.output


def asked(home):
    workspace = open_workspace(home)
    with duckdb.connect(str(workspace.paths.serving.resolve()), read_only=True) as connection:
        return workspace, evaluate(connection, workspace.settings.alert, AS_OF)


def outcomes(home) -> dict[str, str]:
    _, found = asked(home)
    return {one.channel or one.city or "company": one.reason for one in found}


def rule(**told: object) -> str:
    values = {"name": "r", "metric": "registrations"} | told
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in values.items()]
    return "\n".join(["[[alert]]", *lines, ""])
