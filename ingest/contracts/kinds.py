"""The kinds of columns that datasets are written with."""

from __future__ import annotations

from ingest.contracts.columns import Column

SPEND_UNITS = ("yuan", "fen", "micros")


def identifier(name: str, required: bool = True) -> Column:
    """An id of the source, kept as text."""
    return Column(name, "id", required)


def person(name: str, required: bool = True) -> Column:
    """An id of a person."""
    return Column(name, "id", required, is_person=True)


def money(name: str, required: bool = True) -> Column:
    """An amount in the unit that stands beside it, never below zero."""
    return Column(name, "money", required, minimum=0)


def unit(name: str) -> Column:
    """The unit of the amounts of a row."""
    return Column(name, "enum", False, choices=SPEND_UNITS, default="yuan")


def instant(name: str, required: bool = False) -> Column:
    """A date with time."""
    return Column(name, "instant", required)


def day(name: str, required: bool = True) -> Column:
    """A date."""
    return Column(name, "day", required)


UPDATED = instant("updated_at", required=True)
DELETED = Column("is_deleted", "flag")
