"""What happened on our calendar?"""

from __future__ import annotations

import pandas as pd

from dashboards.components.markdown import plain
from dashboards.kept.notes import Note, frame_of
from dashboards.scope import Scope


def answer(scope: Scope, listed: pd.DataFrame) -> str:
    """How many notes there are, the newest one, and how many wait for a run."""
    words = scope.words
    if listed.empty:
        return words("annotations.answer_none")
    newest = listed.iloc[0]
    waiting = int((listed["state"] == "pending").sum())
    return words(
        "annotations.answer",
        count=len(listed),
        newest=plain(words.either(newest["title"], newest["title_zh"])),
        day=scope.formats.day(newest["starts_on"].date()),
    ) + (words("annotations.answer_pending", count=waiting) if waiting else "")


def listed(published: list[Note], pending: list[Note]) -> pd.DataFrame:
    """One row per note, newest first; a pending version stands in place of the published one."""
    waiting = {note.annotation_id for note in pending}
    kept = [note for note in published if note.annotation_id not in waiting]
    frame = pd.concat(
        [frame_of(pending).assign(state="pending"), frame_of(kept).assign(state="published")],
        ignore_index=True,
    )
    for name in ("starts_on", "ends_on"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.sort_values(
        ["starts_on", "annotation_id"], ascending=[False, True], ignore_index=True
    )
