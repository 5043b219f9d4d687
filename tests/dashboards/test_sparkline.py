"""Small lines: the picture's points, and which colour a card's line has."""

from urllib.parse import unquote

from dashboards.charts.palette import BAD, GOOD, NEUTRAL
from dashboards.charts.sparkline import sparkline


def test_the_least_value_lies_at_the_foot_and_the_most_at_the_top():
    picture = unquote(sparkline([0, 5, 10], GOOD))
    assert 'd="M0.0,58.0L100.0,30.0L200.0,2.0"' in picture
    assert f'stroke="{GOOD}"' in picture


def test_a_line_without_change_is_level():
    assert 'd="M0.0,58.0L200.0,58.0"' in unquote(sparkline([3, 3], NEUTRAL))


def test_lines_of_cards_are_green_for_the_better_and_red_for_the_worse(open_page):
    styles = [one.proto.body for one in open_page("overview").get("html")]
    rules = next(unquote(one) for one in styles if "data:image/svg+xml" in one)
    # First investors rose by 50 %, and each cost 11 % less; what was spent is neither.
    lines = [rule for rule in rules.split("st-key-cards_")[1:] if "first_investments >" in rule]
    assert [GOOD in lines[0], GOOD in lines[1], NEUTRAL in lines[2]] == [True, True, True]
    assert BAD not in rules
