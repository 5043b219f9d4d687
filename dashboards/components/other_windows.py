"""The same conversions under a look-back and a half-life that the reader chooses."""

from __future__ import annotations

from dashboards.charts import attribution as charts
from dashboards.components.choices import choose, remembered
from dashboards.components.controls import is_unfolded
from dashboards.components.figure import Card, figure
from dashboards.queries import other_windows as queries
from dashboards.scope import Scope
from dashboards.tables import attribution as tables

USUAL = {"lookback": "30", "half_life": "7"}


def other_windows(page: Scope, kind: str) -> None:
    """All models reckoned anew, and of whom, for whoever asks: usual windows say little new."""
    with figure(page, "attribution.windows", most=charts.MOST_CHANNELS) as card:
        if not is_unfolded(card, page, "windows", at_first=_is_chosen()):
            return
        lookback = _days(card, page, "lookback", queries.LOOKBACKS, USUAL["lookback"])
        half_life = _days(card, page, "half_life", queries.HALF_LIVES, USUAL["half_life"])
        windows = queries.Windows(lookback, half_life)
        frame = queries.credits(page.build, page.filters, kind, windows)
        card.offer(frame, tables.WINDOWS, f"credit_of_{kind}_within_{lookback}_days")
        card.chart(charts.compare(page, frame, "conversions"))
        people, is_everybody = queries.size(page.build)
        key = "attribution.windows_all" if is_everybody else "attribution.windows_sample"
        card.say(page.words(key, people=page.formats.show(people, "count")))


def _is_chosen() -> bool:
    return any(remembered(name, usual) != usual for name, usual in USUAL.items())


def _days(card: Card, page: Scope, name: str, options: tuple[str, ...], default: str) -> int:
    words = page.words
    with card.side:
        chosen = choose(
            name,
            options,
            label=words(f"attribution.{name}"),
            show=lambda days: words("attribution.days", days=days),
            language=words.language,
            default=default,
            is_label_visible=True,
        )
    return int(chosen)
