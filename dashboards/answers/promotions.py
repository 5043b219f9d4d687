"""Did the promotion work?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.cards import PlainCard
from dashboards.components.markdown import plain
from dashboards.queries.promotions import VERDICT_CODES
from dashboards.scope import Scope

MOST_NAMED = 3


def answer(scope: Scope, frame: pd.DataFrame) -> str:
    """How many promotions fall under each verdict, named, what they cost; of one alone, why."""
    if frame.empty:
        return scope.words("promotions.nothing")
    parts = [_part(scope, frame, code) for code in VERDICT_CODES]
    join = scope.words("promotions.join")
    told = scope.words(
        "promotions.answer",
        promotions=scope.formats.show(int(frame["promotion_id"].nunique()), "count"),
        cost=scope.formats.show(float(frame["cost"].sum()), "money"),
        parts=join.join(part for part in parts if part),
    )
    return told + _why(scope, frame.iloc[0]) if len(frame) == 1 else told


def cards(scope: Scope, frame: pd.DataFrame) -> list[PlainCard]:
    """Cost of all; net profit and first investors of those with a clear verdict only."""
    show = scope.formats.show
    told = frame[frame["verdict"] != "cannot tell"]
    note = scope.words("promotions.of", part=len(told), whole=len(frame))
    return [
        PlainCard("promotions.judged", show(len(told), "count"), note),
        PlainCard("promotions.spent", show(_sum(frame["cost"]), "money")),
        PlainCard("promotions.net_profit", show(_sum(told["net_profit"]), "money")),
        PlainCard("promotions.firsts", show(_sum(told["first_investors"]), "count")),
        PlainCard("promotions.borrowed", show(int(frame["is_borrowed"].sum()), "count")),
    ]


def range_of_next(scope: Scope, frame: pd.DataFrame) -> str:
    """What the next promotion of each remembered kind may earn per unit of spend."""
    known = frame[frame["kind_low"].notna()].drop_duplicates("kind")
    if known.empty:
        return scope.words("promotions.memory_short")
    show = scope.formats.show
    return "\n".join(
        scope.words(
            "promotions.memory_range",
            kind=plain(scope.words.code("promotions.kind_", str(row["kind"]))),
            count=int(row["remembered"]),
            one=show(1, "money"),
            low=show(row["kind_low"], "unit_money"),
            high=show(row["kind_high"], "unit_money"),
        )
        for row in known.to_dict("records")
    )


def what_to_deliver(scope: Scope) -> tuple[str, str, str]:
    """Title, explanation and command of a page without a promotion."""
    command = "headwater template promotion_plans"
    return (
        scope.words("promotions.nothing_title"),
        scope.words("promotions.nothing_body"),
        command,
    )


def _part(scope: Scope, frame: pd.DataFrame, code: str) -> str:
    names = list(dict.fromkeys(frame.loc[frame["verdict"] == code, "label"]))
    if not names:
        return ""
    shown = scope.words.listed(plain(name) for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown = scope.words("promotions.and_more", names=shown, count=len(names) - MOST_NAMED)
    return scope.words("promotions.part", verdict=_name(scope, code), names=shown)


def _why(scope: Scope, row: pd.Series) -> str:
    why = plain(scope.words.either(row["verdict_en"], row["verdict_zh"]))
    return str(why) if scope.words.language == "zh" else f" {why}"


def _name(scope: Scope, code: str) -> str:
    return scope.words(f"promotions.verdict_{code}")


def _sum(values: pd.Series) -> float | None:
    known = values.dropna()
    return float(known.sum()) if len(known) else None
