"""The glossary: every number, in both languages, found by any of its words."""

import pytest

from dashboards.answers.glossary import entries
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.metrics import METRICS
from dashboards.navigation import PAGES
from dashboards.queries.company import channels
from dashboards.scope import Scope
from tests.dashboards.conftest import texts


@pytest.fixture
def scope(build, last_90_days):
    def of(language):
        formats = Formats(language, build.currency, build.timezone)
        return Scope(Words(language), formats, build, last_90_days, channels(build))

    return of


def test_every_metric_has_formula_unit_and_pages(scope):
    for language in ("en", "zh"):
        found = {entry.code: entry for entry in entries(scope(language)) if entry.is_metric}
        assert list(found) == list(METRICS)
        for entry in found.values():
            assert entry.formula
            assert entry.unit
            assert entry.pages
    assert found["cac"].formula == "花费 / 首投人数"
    assert (found["cac"].unit, found["roi"].unit) == ("CNY", "百分比")


def test_a_metric_names_only_pages_that_there_are():
    assert {page for metric in METRICS.values() for page in metric.pages} <= set(PAGES)


def test_words_of_either_language_find_an_entry(scope):
    assert "blended_cac" in {entry.code for entry in entries(scope("en"), "综合")}
    assert "outstanding_amount" in {
        entry.code for entry in entries(scope("zh"), "PRINCIPAL repaid")
    }
    assert entries(scope("en"), "no such thing") == []


def test_definitions_of_figures_carry_the_windows_of_the_build(scope):
    found = {entry.code: entry.definition for entry in entries(scope("en"))}
    assert "the 30 days before it" in found["attribution.compare"]
    assert not any("{" in text for text in found.values())


def test_the_page_lists_what_is_searched(open_page):
    app = open_page("glossary")
    assert "**31** metrics" in texts(app)
    app.text_input(key="glossary_search_en").set_value("paid cac").run()
    assert "**Paid CAC** · CNY `paid_cac`" in texts(app)
    assert "**Visitors**" not in texts(app)
    app.text_input(key="glossary_search_en").set_value("zzz").run()
    assert "Nothing is called or explained like that" in texts(app)
