import ast
import re
from pathlib import Path
from string import Formatter

from dashboards.answers.planner import ELASTICITIES
from dashboards.components.table import Column
from dashboards.i18n.words import CATALOG, LANGUAGES, Words
from dashboards.metrics import METRICS
from dashboards.queries.contract import STEPS
from dashboards.queries.funnels import BREAKDOWNS
from dashboards.queries.funnels import METRICS as METRICS_OF_STEPS
from dashboards.tables import (
    alerts,
    channels,
    economics,
    funnels,
    growth,
    health,
    health_audit,
    health_identity,
    hunters,
    offline,
    partners,
    planner,
    retention,
    spend,
    tracking,
)

DASHBOARDS = Path(__file__).resolve().parents[2] / "dashboards"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_BOTH = {"common.pricing_", "common.pricing_NONE"}
SAME_IN_BOTH |= {"promotions.part", "promotions.join"}
SAME_IN_BOTH |= {"common.pricing_PROMOTION", "overview.change"}
SAME_IN_BOTH |= {"report.brief", "report.brackets", "alerts.delivery_", "overview.pace_of"}
SAME_IN_BOTH |= {"overview.why_alone"}
SAME_IN_BOTH |= {"report.brief", "report.brackets", "planner.room_25", "planner.room_50"}
SAME_IN_BOTH |= {"planner.room_100", *(f"planner.e_{value}" for value in ELASTICITIES)}
SAME_IN_BOTH |= {"channels.truth_join", "promotions.fact"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_text_is_in_both_languages_with_the_same_values():
    wrong = [
        key
        for key, text in CATALOG.items()
        if not text.en.strip()
        or not (CHINESE.search(text.zh) or key in SAME_IN_BOTH)
        or placeholders(text.en) != placeholders(text.zh)
    ]
    assert len(CATALOG) > 300
    assert wrong == []


def test_chinese_texts_use_chinese_punctuation():
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!(]|[,;:?!][\u4e00-\u9fff]")
    assert [key for key, text in CATALOG.items() if wrong.search(text.zh)] == []


def used_keys() -> set[str]:
    """Every literal in the code that looks like a text key of a known area."""
    areas = {key.split(".")[0] for key in CATALOG}
    found = set()
    for path in DASHBOARDS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                area, _, name = node.value.partition(".")
                if area in areas and re.fullmatch(r"\w+", name or "") and "/" not in node.value:
                    found.add(node.value)
    return found


def test_every_text_that_the_code_asks_for_exists():
    keys = {key for key in used_keys() if not key.endswith("_")}
    assert len(keys) > 100
    assert keys - set(CATALOG) == set()


def test_every_metric_has_a_name_and_a_definition():
    for code in METRICS:
        assert {f"metric.{code}", f"metric.{code}_help"} <= set(CATALOG)


def test_every_column_of_every_table_has_a_label():
    modules = (channels, funnels, growth, health, health_audit, health_identity, hunters)
    modules += (alerts, economics, offline, partners, planner, retention, spend, tracking)
    for module in modules:
        tables = [value for value in vars(module).values() if isinstance(value, tuple)]
        columns = [item for table in tables for item in table if isinstance(item, Column)]
        assert columns
        assert {column.text_key for column in columns} <= set(CATALOG)


def test_every_funnel_step_that_can_lose_people_has_words():
    for step in STEPS[2:]:
        assert f"funnel.to_{step}" in CATALOG
    for step in STEPS[1:]:
        assert f"funnel.{step}_rate" in CATALOG


def test_every_step_breakdown_and_age_of_a_named_funnel_has_words():
    steps = {f"funnel.step_{step}" for step in METRICS_OF_STEPS}
    values = {f"funnel.value_{breakdown}" for breakdown in BREAKDOWNS}
    ages = {f"funnel.age_{age}" for age in ("under_25", "25_34", "35_44", "45_54", "55_plus")}
    assert steps | values | ages <= set(CATALOG)


def test_a_code_that_nobody_translated_is_shown_as_it_is():
    for language in LANGUAGES:
        assert Words(language).code("channels.", "brand_new_spend") == "brand_new_spend"


def test_a_name_stored_in_one_language_only_is_shown_in_both():
    assert Words("zh").either("Outdoor", "") == Words("en").either("", "Outdoor") == "Outdoor"
