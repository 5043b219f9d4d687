"""The contract of a dataset as a table."""

from __future__ import annotations

from ingest.contracts.columns import Column, Dataset, hashed_names
from ingest.reference.markdown import markdown_table


def dataset_part(dataset: Dataset) -> str:
    """One dataset: its grain, its key and its columns."""
    rows = [
        (f"`{c.name}`", c.kind, "yes" if c.required else "", _notes(c))
        for c in dataset.columns
        if not c.is_own
    ]
    head = f"\n### {dataset.name}\n\n{dataset.description}. Key: {', '.join(dataset.key)}.\n\n"
    return head + markdown_table(("column", "kind", "required", "notes"), rows)


def _notes(column: Column) -> str:
    notes = []
    if column.choices:
        notes.append("one of " + ", ".join(f"`{choice}`" for choice in column.choices))
    if column.minimum is not None:
        notes.append(f"at least {column.minimum:g}")
    if column.default:
        notes.append(f"default `{column.default}`")
    if column.pii:
        notes.append("*hashed* to " + ", ".join(f"`{name}`" for name in hashed_names(column)))
    return "; ".join(notes)
