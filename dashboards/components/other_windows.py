"""The same conversions under a look-back and a half-life that the reader chooses."""

from __future__ import annotations

from dashboards.charts import attribution as charts
from dashboards.components.choices import choose
from dashboards.components.figure import Card, figure
from dashboards.queries import other_windows as queries
from dashboards.scope import Scope
from dashboards.tables import attribution as tables


def other_windows(page: Scope, kind: str) -> None:
    """All models reckoned anew, and of whom."""
    with figure(page, "attribution.windows") as card:
        lookback = _days(card, page, "lookback", queries.LOOKBACKS, "30")
        half_life = _days(card, page, "half_life", queries.HALF_LIVES, "7")
        windows = queries.Windows(lookback, half_life)
        frame = queries.credits(page.build, page.filters, kind, windows)
        card.offer(frame, tables.WINDOWS, f"credit_of_{kind}_within_{lookback}_days")
        card.chart(charts.compare(page, frame, "conversions"))
        people, is_everybody = queries.size(page.build)
        key = "attribution.windows_all" if is_everybody else "attribution.windows_sample"
        card.say(page.words(key, people=page.formats.show(people, "count")))


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
