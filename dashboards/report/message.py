"""The report as a short message for e-mail and chat groups."""

from __future__ import annotations

from dashboards.report.document import Document, unmarked

MOST_BYTES = 1900
"""Chat groups cut or refuse longer texts (WeCom: 2,048 bytes)."""


def body(document: Document) -> str:
    """A few lines per section, cut at a whole line where a chat group would cut it anywhere."""
    lines = [document.company, document.subtitle, ""]
    for section in document.sections:
        if section.brief:
            lines += [f"【{section.title}】", *(f"- {unmarked(text)}" for text in section.brief)]
    return within(lines)


def within(lines: list[str]) -> str:
    """The lines that a chat group takes, and a mark where some are left out."""
    kept: list[str] = []
    room = MOST_BYTES
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            return "\n".join([*kept, "…"])
        kept.append(line)
    return "\n".join(kept)
