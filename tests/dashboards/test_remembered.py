"""Charts are built once for the same figures, and again as soon as anything differs."""

from __future__ import annotations

from dataclasses import replace

import altair as alt
import pandas as pd
import pytest

from dashboards.charts.bars import named_bars
from dashboards.charts.base import drawn, layered, tooltips
from dashboards.charts.remembered import Drawing, remembered
from dashboards.components.way_back import asked_for
from dashboards.formats import Formats
from dashboards.i18n import Words
from dashboards.queries.company import channels
from dashboards.scope import Scope

BUILT: list[str] = []
FIGURES = pd.DataFrame({"x": [1, 2], "y": [3.0, 4.0]})


@remembered
def points(scope: Scope, frame: pd.DataFrame, name: str = "a") -> alt.LayerChart | None:
    """Two layers over one table."""
    BUILT.append(name)
    base = alt.Chart(frame).encode(x="x:Q", y="y:Q")
    return layered([drawn(base, alt.MarkDef(type=kind)) for kind in ("point", "line")])


@pytest.fixture
def scope(build, last_90_days) -> Scope:
    BUILT.clear()
    formats = Formats("en", "CNY", "Asia/Shanghai")
    return Scope(Words("en"), formats, build, last_90_days, channels(build))


def test_the_same_figures_are_drawn_once(scope):
    first, second = points(scope, FIGURES), points(scope, FIGURES.copy())
    assert isinstance(first, Drawing)
    assert isinstance(second, Drawing)
    assert first.shown == second.shown
    assert BUILT == ["a"]


def test_other_figures_language_or_arguments_make_another_drawing(scope):
    points(scope, FIGURES)
    points(scope, FIGURES.assign(y=[3.0, 5.0]))
    points(scope, FIGURES, "b")
    points(replace(scope, words=Words("zh")), FIGURES)
    assert BUILT == ["a", "a", "b", "a"]


def test_a_table_of_two_layers_is_sent_once(scope):
    drawing = points(scope, FIGURES)
    assert isinstance(drawing, Drawing)
    shown = drawing.shown
    assert list(shown["datasets"]) == ["table_0"]
    assert [layer["data"] for layer in shown["layer"]] == [{"name": "table_0"}] * 2


def test_a_picture_has_its_data_inside(scope):
    drawing = points(scope, FIGURES)
    assert isinstance(drawing, Drawing)
    spec = drawing.to_dict()
    assert next(iter(spec["datasets"].values())) == [
        {"x": 1, "y": 3.0, "nth": 0},
        {"x": 2, "y": 4.0, "nth": 1},
    ]


@pytest.mark.parametrize(
    ("kept", "page", "choices"),
    [
        ("%2Fchannels%3Fperiod%3D30d%26channels%3Da%252Cb", "channels", {"channels": "a,b"}),
        ("%2Fbase%2Fpartners%2F", "partners", {}),
        ("%2F%3Flang%3Dzh", "", {"lang": "zh"}),
        ("https%3A%2F%2Fevil.org%2Fchannels", "channels", {}),
        ("", "", {}),
    ],
)
def test_the_address_asked_for_before_signing_in_is_a_page_of_ours_and_its_choices(
    kept, page, choices
):
    found, chosen = asked_for(kept)
    assert found == page
    assert choices.items() <= chosen.items()


def test_other_figures_leave_the_words_of_a_chart_as_they_are(scope):
    """A browser then draws other rows, in their own order, and builds no chart anew."""
    tips = tooltips(("name", "name"))
    specs = []
    for values in ([9.0, 4.0], [1.0, 700.0]):
        frame = pd.DataFrame({"name": ["b", "a"], "value": values, "label": ["", ""]})
        chart = named_bars(
            frame.assign(colour="#000"), name="name", value="value", label="label", tooltip=tips
        )
        specs.append(chart.to_dict())
    rows = [next(iter(spec.pop("datasets").values())) for spec in specs]
    assert str(specs[0]["layer"][0]["encoding"]) == str(specs[1]["layer"][0]["encoding"])
    assert [row["nth"] for row in rows[1]] == [0, 1]
    assert [row["length"] for row in rows[0]] == [1.0, 4.0 / 9.0]
