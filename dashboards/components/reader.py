"""Under whose name views and notes are kept."""

from __future__ import annotations

from dashboards.access.session import current_person


def reader_id() -> str:
    """The name that signing in proved, or that of everybody where nobody signs in."""
    return current_person().name
