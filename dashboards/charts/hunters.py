"""Charts of the referral and bonus hunters page."""

from __future__ import annotations

import altair as alt
import pandas as pd

from dashboards.charts.bars import named_bars
from dashboards.charts.base import drawn, layered, number_axis, time_axis, tooltips, with_text
from dashboards.charts.palette import ACCENT, BAD, LABEL, PRIMARY
from dashboards.charts.remembered import remembered
from dashboards.formats import NOTHING, Kind
from dashboards.queries.hunters import Question
from dashboards.scope import Scope

MOST_BARS = 15


@remembered
def histogram(scope: Scope, frame: pd.DataFrame, asked: Question) -> alt.LayerChart | None:
    """Investors by score, bonus hunters in red; a root scale keeps the few beside the many."""
    if frame.empty:
        return None
    words = scope.words
    ready = with_text(frame, scope, {"investors": "count"})
    ready["score"] = [str(int(score)) for score in ready["score_from"]]
    ready["colour"] = [BAD if score >= asked.cut_off else PRIMARY for score in ready["score_from"]]
    order = [str(score) for score in range(0, 105, 5)]
    base = alt.Chart(ready).encode(
        x=alt.X(
            "score:N",
            scale=alt.Scale(domain=order),
            axis=alt.Axis(title=words("hunters.score"), labelAngle=0, titleColor=LABEL, grid=False),
        ),
        y=alt.Y(
            "investors:Q",
            axis=number_axis(scope, "count"),
            scale=alt.Scale(type="sqrt"),
        ),
        tooltip=tooltips(
            ("score", words("hunters.score")), ("investors_text", words("hunters.investors"))
        ),
    )
    bar = alt.MarkDef(type="bar", cornerRadiusEnd=3)
    return layered([drawn(base, bar).encode(color=alt.Color("colour:N", scale=None))], 240)


@remembered
def groups(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Subsidy that went to bonus hunters, by group; how many of its investors they are beside."""
    shown = frame[frame["hunters"] > 0].head(MOST_BARS)
    if shown.empty:
        return None
    words = scope.words
    kinds: dict[str, Kind] = {
        "hunters": "count",
        "hunter_share": "ratio",
        "hunter_subsidy_amount": "money",
    }
    ready = with_text(shown, scope, kinds)
    ready["label"] = ready["hunters_text"] + "  ·  " + ready["hunter_share_text"]
    ready["colour"] = BAD
    return named_bars(
        ready,
        name="name",
        value="hunters",
        label="label",
        tooltip=tooltips(
            ("name", words("hunters.group")),
            ("hunters_text", words("hunters.hunters")),
            ("hunter_share_text", words("hunters.hunter_share")),
            ("hunter_subsidy_amount_text", words("hunters.hunter_subsidy_amount")),
        ),
        name_limit=170,
    )


@remembered
def k_factor(scope: Scope, frame: pd.DataFrame) -> alt.LayerChart | None:
    """Accounts brought per account by month of registration: within 30 and 90 days, and to date."""
    if frame.empty or not frame["invited_accounts"].sum():
        return None
    words = scope.words
    names = {code: words(f"hunters.{code}") for code in ("k_30", "k_90", "k_to_date")}
    long = frame.melt(["period_start", "accounts"], list(names), "code", "k").dropna(subset=["k"])
    ready = long.assign(name=long["code"].map(names))
    months = pd.to_datetime(ready["period_start"])
    ready["period_start"] = months
    ready["month"] = [scope.formats.month(day.date()) for day in months]
    ready["k_text"] = [f"{value:.3f}" if pd.notna(value) else NOTHING for value in ready["k"]]
    scale = alt.Scale(domain=list(names.values()), range=[PRIMARY, ACCENT, LABEL])
    base = alt.Chart(ready).encode(
        x=alt.X("period_start:T", axis=time_axis(scope, "month", ready["period_start"])),
        y=alt.Y("k:Q", axis=alt.Axis(title=None, format=".2f", domain=False, tickCount=5)),
        color=alt.Color("name:N", scale=scale, legend=alt.Legend(title=None, orient="top")),
        tooltip=tooltips(
            ("month", words("hunters.registered_month")), ("name", " "), ("k_text", "k")
        ),
    )
    line = alt.MarkDef(type="line", strokeWidth=2.5)
    point = alt.MarkDef(type="point", filled=True, size=45, opacity=1)
    return layered([drawn(base, line), drawn(base, point)], 240)
