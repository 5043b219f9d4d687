"""Filters: in the address, kept across pages, forgiving."""

from datetime import date

import pytest

from dashboards.charts.palette import channel_colours
from dashboards.queries.filters import Filters, offered, window
from tests.dashboards.conftest import go_to, texts
from tests.dashboards.fixture import AS_OF, FIRST_DAY


def address(app) -> dict[str, str]:
    values = app.query_params.items()
    return {name: one[0] if isinstance(one, list) else one for name, one in values}


def test_the_window_before_has_the_same_length():
    filters = Filters(date(2026, 3, 1), date(2026, 5, 29))
    assert filters.day_count == 90
    assert (filters.previous_start, filters.previous_end) == (FIRST_DAY, date(2026, 2, 28))


def test_a_preset_never_begins_before_the_data():
    assert window("7d", FIRST_DAY, AS_OF) == (date(2026, 5, 23), AS_OF)
    assert window("365d", FIRST_DAY, AS_OF) == (FIRST_DAY, AS_OF)


def test_last_month_is_the_last_whole_one():
    april = (date(2026, 4, 1), date(2026, 4, 30))
    assert window("last_month", FIRST_DAY, date(2026, 5, 30)) == april
    assert window("last_month", FIRST_DAY, date(2026, 5, 31))[0] == date(2026, 5, 1)
    assert window("last_month", date(2026, 4, 9), AS_OF) == (date(2026, 4, 9), april[1])
    assert "last_month" not in offered(date(2026, 5, 2), AS_OF)


def test_an_untouched_page_has_a_clean_address(open_page):
    assert address(open_page()) == {}


def test_a_shared_link_opens_the_same_view(open_page):
    app = open_page(lang="zh", period="30d", channels="outdoor", metric="visitors", grain="week")
    written = texts(app)
    # 30 days of the outdoor channel: one first investor a day at 400.
    assert "**30** 人完成首投" in written
    assert "综合首投成本: ¥400.00" in written
    assert app.segmented_control(key="metric_zh").value == "visitors"
    assert app.segmented_control(key="grain_zh").value == "week"


def test_choices_are_written_into_the_address(open_page):
    app = open_page()
    app.segmented_control(key="period_en").set_value("7d").run()
    app.multiselect(key="channels_en").set_value(["outdoor", "direct"]).run()
    app.segmented_control(key="language_switch").set_value("zh").run()
    assert address(app) == {"period": "7d", "channels": "outdoor,direct", "lang": "zh"}
    assert "**14** 人完成首投" in texts(app)


def test_filters_and_language_stay_when_the_page_changes(open_page):
    app = open_page()
    app.segmented_control(key="period_en").set_value("30d").run()
    app.multiselect(key="channels_en").set_value(["outdoor"]).run()
    app.segmented_control(key="language_switch").set_value("zh").run()
    for page in ("channels", "health", "attribution", "overview"):
        go_to(app, page)
        assert address(app).get("period") == "30d"
        assert "2026年4月30日 – 5月29日" in texts(app)
    assert app.multiselect(key="channels_zh").value == ["outdoor"]
    assert address(app)["channels"] == "outdoor"


def test_the_language_switch_keeps_the_filters(open_page):
    app = open_page(period="30d", channels="direct")
    before = texts(app)
    app.segmented_control(key="language_switch").set_value("zh").run()
    app.segmented_control(key="language_switch").set_value("en").run()
    assert texts(app) == before


def test_any_days_can_be_chosen(open_page):
    app = open_page(period="custom")
    app.date_input(key="dates_en").set_value((date(2026, 3, 1), date(2026, 3, 10))).run()
    assert "First investors: 60" in texts(app)
    assert address(app) == {"period": "custom", "from": "2026-03-01", "to": "2026-03-10"}


def test_a_link_with_days_only_is_a_custom_period(open_page):
    app = open_page(from_="2026-03-01", to="2026-03-10")
    assert "First investors: 60" in texts(app)


def test_half_chosen_days_change_nothing_yet(open_page):
    app = open_page(from_="2026-03-01", to="2026-03-10")
    app.date_input(key="dates_en").set_value((date(2026, 4, 1),)).run()
    assert "First investors: 60" in texts(app)


def test_reversed_days_are_swapped_and_said(open_page):
    written = texts(open_page(from_="2026-03-10", to="2026-03-01"))
    assert "they are swapped" in written
    assert "First investors: 60" in written


@pytest.mark.parametrize(
    "link",
    [
        {"period": "yesterday"},
        {"lang": "fr"},
        {"period": "custom", "from_": "31/31/2026", "to": "never"},
        {"metric": "nonsense", "grain": "decade"},
        {"period": "", "channels": ","},
    ],
)
def test_nonsense_in_the_address_falls_back_to_the_default(open_page, link):
    assert "First investors: 540" in texts(open_page(**link))


def test_a_channel_that_was_renamed_is_named_and_left_out(open_page):
    written = texts(open_page(channels="outdoor,old_name"))
    assert "do not exist (any more): old\\_name" in written
    assert "First investors: 90" in written


def test_a_short_company_is_not_offered_periods_longer_than_its_data(open_page):
    app = open_page()
    assert app.segmented_control(key="period_en").options == [
        *("7 days", "30 days", "90 days", "Last month", "All", "Custom")
    ]


def test_a_channel_keeps_its_colour_whatever_else_there_is():
    colours = channel_colours(f"channel_{number}" for number in range(24))
    assert len(set(colours.values())) == 24
    assert channel_colours(["channel_0", "channel_1"])["channel_1"] == colours["channel_1"]


def test_the_companys_language_is_the_default(open_page, monkeypatch):
    monkeypatch.setenv("HEADWATER_LANGUAGE", "zh")
    app = open_page()
    assert "人完成首投" in texts(app)
    app.segmented_control(key="language_switch").set_value("en").run()
    assert address(app) == {"lang": "en"}


def test_a_link_cannot_put_a_picture_or_a_link_on_the_page(open_page):
    written = texts(open_page(channels="![x](http://example.test/p.png),[y](http://example.test)"))
    assert "![x](" not in written
    assert "[y](" not in written
    assert r"\!\[x\](http\://example.test/p.png)" in written
