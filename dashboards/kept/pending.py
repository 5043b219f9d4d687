"""Calendar notes as pages show them: those of the build, and over them those that wait."""

from __future__ import annotations

import logging
from datetime import date

import pandas as pd

from dashboards.kept import notes
from dashboards.kept.notes import Note
from dashboards.kept.store import StoreError, company_home
from dashboards.queries import company
from dashboards.queries.filters import Filters
from dashboards.queries.reader import Build, NoServingFileError

logger = logging.getLogger(__name__)


def pending_notes(build: Build) -> list[Note]:
    """Notes that wait for a run; none when what readers keep cannot be read, which is logged."""
    try:
        return notes.pending(company_home(), company.notes(build), build.built_at)
    except (StoreError, NoServingFileError):
        logger.exception("Pending notes cannot be read")
        return []


def notes_within(build: Build, filters: Filters) -> pd.DataFrame:
    """Notes inside the window, `is_pending` telling those that wait.

    Columns: annotation_id, starts_on, ends_on, title, title_zh, is_pending.
    """
    published = company.annotations(build, filters).assign(is_pending=False)
    waiting = pending_notes(build)
    if not waiting:
        return published
    ids = [note.annotation_id for note in waiting]
    kept = published[~published["annotation_id"].isin(ids)]
    inside = [_cut(note, filters) for note in waiting if _touches(note, filters.start, filters.end)]
    added = notes.frame_of(inside).drop(columns="kind").assign(is_pending=True)
    return pd.concat([kept, added], ignore_index=True) if inside else kept


def _touches(note: Note, first: date, last: date) -> bool:
    return note.starts_on <= last and note.ends_on >= first


def _cut(note: Note, filters: Filters) -> Note:
    days = max(note.starts_on, filters.start), min(note.ends_on, filters.end)
    return Note(note.annotation_id, *days, note.title, note.title_zh, note.kind)
