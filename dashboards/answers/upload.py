"""One sentence on the file that was handed in."""

from __future__ import annotations

from dashboards.components.markdown import plain
from dashboards.components.upload_form import Handed
from dashboards.components.upload_offers import Offered
from dashboards.i18n import Words


def answer(words: Words, handed: Handed | None, offered: Offered) -> str:
    """Whether it can be loaded, and how much of it."""
    if handed is None:
        return words("upload.answer_nothing")
    if handed.refusal is not None:
        return words("upload.answer_refused")
    found = handed.found
    if found is None:
        return words("upload.answer_which")
    source = plain(offered.label(words, found.source))
    if found.is_lookup:
        return words("upload.answer_lookup", source=source)
    if not found.may_load:
        return words("upload.answer_not", source=source)
    key = "upload.answer_rows" if found.rejected else "upload.answer_fine"
    counts = {"accepted": f"{found.accepted:,}", "rejected": f"{found.rejected:,}"}
    return words(key, source=source, **counts)
