from datetime import date, datetime

import pytest

from dashboards.formats import NOTHING, Formats

EN = Formats("en", "CNY", "Asia/Shanghai")
ZH = Formats("zh", "CNY", "Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (9_999, "9,999", "9,999"),
        (9_999.6, "10.0K", "1.00万"),
        (12_345, "12.3K", "1.23万"),
        (999_950, "1.00M", "100.0万"),
        (1_234_567, "1.23M", "123.5万"),
        (99_996_000, "100.0M", "1.00亿"),
        (123_456_789, "123.5M", "1.23亿"),
        (2_500_000_000, "2.50B", "25.0亿"),
    ],
)
def test_large_counts_read_k_and_m_in_english_and_wan_and_yi_in_chinese(value, en, zh):
    assert (EN.show(value, "count"), ZH.show(value, "count")) == (en, zh)


def test_money_carries_the_currency_and_its_sign_in_front():
    assert EN.show(-45_600, "money") == "-¥45.6K"
    assert ZH.show(1_078.5, "unit_money") == "¥1,078.50"
    assert Formats("en", "USD", "UTC").exact(1_078.5, "money") == "$1,078.50"
    assert Formats("en", "CHF", "UTC").show(12, "money") == "CHF 12"


def test_a_negative_number_that_rounds_to_nothing_has_no_sign():
    assert EN.show(-0.001, "unit_money") == "¥0.00"


@pytest.mark.parametrize("value", [None, float("nan")])
@pytest.mark.parametrize("kind", ["count", "credit", "money", "unit_money", "ratio", "multiple"])
def test_no_value_is_a_dash_and_never_zero(value, kind):
    assert EN.show(value, kind) == EN.exact(value, kind) == NOTHING


def test_ratios_and_changes_have_one_decimal_until_they_are_huge():
    assert EN.show(0.1234, "ratio") == "12.3%"
    assert EN.show(14.05, "ratio") == "1,405%"
    assert (EN.change(0.5), EN.change(-0.111), EN.change(None)) == ("+50.0%", "-11.1%", None)
    assert EN.points(0.0123) == "+1.2 pp"


def test_days_are_written_once_when_they_share_a_year():
    start, end = date(2026, 3, 1), date(2026, 5, 29)
    assert EN.days(start, end) == "1 Mar – 29 May 2026"
    assert ZH.days(start, end) == "2026年3月1日 – 5月29日"
    assert EN.days(date(2025, 12, 1), start) == "1 Dec 2025 – 1 Mar 2026"
    assert ZH.month(start) == "2026年3月"


def test_instants_are_told_on_the_companys_clock():
    assert EN.instant(datetime(2026, 5, 29, 22, 41)) == "30 May 2026 06:41"
