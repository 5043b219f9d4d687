"""What a page says instead of numbers, and what to do about it."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboards.i18n import Words
from dashboards.queries.reader import (
    Build,
    NoServingFileError,
    OtherSchemaError,
    UnreadableServingFileError,
    serving_link,
)
from dashboards.queries.rows import RefusedError

logger = logging.getLogger(__name__)


def explain(words: Words, title: str, body: str, command: str = "", icon: str = "info") -> None:
    """A card in place of a page: what is missing, why, and the command that mends it."""
    with st.container(border=True):
        st.subheader(f":material/{icon}: {title}", anchor=False)
        st.markdown(body)
        if command:
            st.code(command, language="bash")


def explain_unreadable(words: Words, error: Exception) -> None:
    """Say why there is nothing to read, for each way the serving file can fail."""
    match error:
        case NoServingFileError() if not str(error):
            title, body = words("state.no_home"), words("state.no_home_body")
            explain(words, title, body, "headwater --home DIR serve", "power_off")
        case NoServingFileError():
            body = words("state.no_file_body", path=str(error))
            explain(words, words("state.no_file"), body, _command("run"), "hourglass_empty")
        case OtherSchemaError():
            body = words("state.other_schema_body", missing=_shorten(str(error), words))
            explain(words, words("state.other_schema"), body, _command("run"), "difference")
        case _:
            reason = str(error).splitlines()[0]
            body = words("state.unreadable_body", reason=reason)
            explain(words, words("state.unreadable"), body, _command("run"), "broken_image")


UNREADABLE = (NoServingFileError, OtherSchemaError, UnreadableServingFileError)


def explain_empty_company(words: Words) -> None:
    """A published file without a single day."""
    body = words("state.no_data_body")
    explain(words, words("state.no_data"), body, _command("run"), "inbox")


def explain_no_match(words: Words, build: Build, first: str, last: str) -> None:
    """The filters leave nothing."""
    body = words("state.no_match_body", first=first, last=last)
    explain(words, words("state.no_match"), body, icon="filter_alt_off")


def guard(words: Words, draw: Callable[[], None], refused: Callable[[str], None]) -> None:
    """Draw a page; when it fails, log why under a reference and show that, never a traceback.

    What it asks for beyond the reader's rights is told to `refused`.
    """
    try:
        draw()
    except RefusedError as error:
        refused(str(error))
    except Exception:
        reference = uuid.uuid4().hex[:8]
        logger.exception("Page failed, reference %s", reference)
        body = words("state.failed_body", reference=reference)
        explain(words, words("state.failed"), body, icon="error")


def failed_checks(words: Words, names: tuple[str, ...]) -> str:
    """The names of failed checks, the first few in full."""
    return words("state.failed_checks", names=_shorten(", ".join(names), words, most=3))


def _command(name: str) -> str:
    home: Path = serving_link().parent.parent
    return f"headwater --home {home} {name}"


def _shorten(names: str, words: Words, most: int = 6) -> str:
    parts = names.split(", ")
    shown = ", ".join(f"`{name}`" for name in parts[:most])
    rest = len(parts) - most
    return shown + (words("state.and_more", count=rest) if rest > 0 else "")
