"""Controls of a figure, at the top right of its card."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

import streamlit as st

from dashboards.components.choices import choose, remember, remembered, write_address
from dashboards.components.figure import Card
from dashboards.queries.periods import GRAINS, Grain, as_grain, fitting_grain
from dashboards.scope import Scope


def choose_code(card: Card, page: Scope, name: str, options: Sequence[str], area: str) -> str:
    """One of a few codes whose texts are `<area><code>`; the first one unless chosen."""
    if len(options) == 1:
        return options[0]
    with card.side:
        return choose(
            name,
            options,
            label=page.words("common.measure"),
            show=lambda code: page.words(f"{area}{code}"),
            language=page.words.language,
        )


def is_unfolded(card: Card, page: Scope, name: str, *, at_first: bool = False) -> bool:
    """Whether a figure that is only drawn for whoever asks for it has been asked for.

    It is in the address, so that a shared link shows what its sender saw. `at_first` is what
    holds while nobody has said.
    """
    key = f"unfold_{name}"
    is_open = remembered(key, "yes" if at_first else "no") == "yes"
    with card.side:
        st.button(
            page.words("common.hide" if is_open else "common.show"),
            key=key,
            type="tertiary",
            icon=f":material/{'expand_less' if is_open else 'expand_more'}:",
            on_click=remember,
            args=(key, "no" if is_open else "yes"),
        )
    write_address(key, "yes" if is_open else "no", "no")
    return is_open


@contextmanager
def toolbar() -> Generator[None]:
    """A row for the choices that change the whole page."""
    with st.container(horizontal=True, gap="medium", key="toolbar"):
        yield


def choose_on_page(  # noqa: PLR0913
    page: Scope,
    name: str,
    options: Sequence[str],
    *,
    area: str,
    label: str,
    default: str | None = None,
) -> str:
    """One of a few codes that change the whole page, under a visible label."""
    return choose(
        name,
        options,
        label=page.words(label),
        show=lambda code: page.words(f"{area}{code}"),
        language=page.words.language,
        default=default,
        is_label_visible=True,
    )


def choose_metric(card: Card, page: Scope, options: Sequence[str], name: str = "metric") -> str:
    """One of several metrics, from a list."""
    return choose_code(card, page, name, options, "metric.")


def choose_grain(
    card: Card, page: Scope, name: str = "grain", default: Grain | None = None
) -> Grain:
    """Day, week or month; what suits the window unless chosen."""
    with card.side:
        code = choose(
            name,
            GRAINS,
            label=page.words("common.grain"),
            show=lambda code: page.words(f"common.{code}"),
            language=page.words.language,
            default=default or fitting_grain(page.filters),
        )
    return as_grain(code)
