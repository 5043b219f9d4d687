"""What happened on our calendar?"""

from __future__ import annotations

from dashboards.answers import annotations as answers
from dashboards.components.figure import figure
from dashboards.components.note_form import note_form, say_what_happened
from dashboards.components.page import answer, open_plain_page
from dashboards.components.table import show_or_say
from dashboards.kept import notes
from dashboards.kept.pending import pending_notes
from dashboards.queries import company
from dashboards.scope import Scope
from dashboards.tables import glossary as tables


def annotations(page: Scope) -> None:
    """The answer, every note, and the form that writes them."""
    published = notes.of_frame(company.notes(page.build))
    pending = pending_notes(page.build)
    frame = answers.listed(published, pending)
    answer(answers.answer(page, frame))
    say_what_happened()
    with figure(page, "annotations.write", caption=page.this_build):
        note_form(page, notes.of_frame(frame))
    with figure(page, "annotations.list", caption=page.this_build) as card:
        card.offer(frame, tables.NOTES, "calendar_notes")
        show_or_say(page, frame, tables.NOTES, "annotations.none", key="notes")


annotations(open_plain_page("annotations"))
