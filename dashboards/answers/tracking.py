"""Which money buys traffic that we cannot count?"""

from __future__ import annotations

import pandas as pd

from dashboards.scope import Scope


def answer(scope: Scope, found: pd.DataFrame) -> str:
    """The money at stake, in how many findings, and the largest of them."""
    words = scope.words
    if found.empty:
        return words("tracking.answer_none")
    ready = listed(scope, found)
    first = ready.iloc[0]
    largest = ""
    if pd.notna(first["stake_amount"]):
        largest = words(
            "tracking.largest",
            kind=words(f"tracking.kind_{first['kind']}"),
            subject=first["subject"],
            stake=scope.formats.show(float(first["stake_amount"]), "money"),
        )
    return words("tracking.answer", stake=stake(scope, found), count=len(found), largest=largest)


def stake(scope: Scope, found: pd.DataFrame) -> str:
    """The money at stake in all findings together."""
    return scope.formats.show(float(found["stake_amount"].fillna(0).sum()), "money")


def listed(scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """The findings with what they are about, and what to do about each."""
    rows = found.to_dict("records")
    return found.assign(
        subject=[_subject(scope, row) for row in rows], to_do=[_to_do(scope, row) for row in rows]
    )


def _subject(scope: Scope, row: dict[str, object]) -> str:
    channel = scope.channel_name(str(row["channel"])) if row["channel"] else ""
    return " · ".join(part for part in (channel, str(row["name"])) if part)


def _to_do(scope: Scope, row: dict[str, object]) -> str:
    kind, suggestion = str(row["kind"]), str(row["suggestion"])
    if kind == "unmatched_value" and suggestion:
        return scope.words("tracking.do_unmatched_value_meant", name=suggestion)
    if kind == "code_conflict":
        names = (scope.channel_name(code) for code in (str(row["channel"]), suggestion))
        return scope.words("tracking.do_code_conflict", names=scope.words.listed(names))
    return scope.words(f"tracking.do_{kind}")
