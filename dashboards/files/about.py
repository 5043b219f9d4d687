"""What a file says about itself, so that it can still be judged when it lies in a mailbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dashboards.scope import Scope

MOST_CHANNELS = 30


@dataclass(frozen=True)
class About:
    """A figure's title, definition and window, and the page that it was taken from."""

    title: str
    definition: str
    window: str
    address: str = ""
    """Where the page with these choices opens again."""

    def lines(self, scope: Scope) -> list[tuple[str, str]]:
        """(label, text): what it is, which filters, whose data, as of when, made when."""
        words, formats, build = scope.words, scope.formats, scope.build
        told = [
            ("figure", self.title),
            ("definition", self.definition),
            ("window", self.window),
            ("filters", filters_in_words(scope)),
            ("address", self.address),
            ("model", model_in_words(scope)),
            ("as_of", formats.day(build.as_of_date)),
            ("company", words.either(build.company_name, build.company_name_zh)),
            ("clock", f"{build.timezone} · {build.currency}"),
            ("published", f"{formats.instant(build.built_at)} · {build.build_id}"),
            ("made_at", formats.instant(datetime.now(UTC).replace(tzinfo=None))),
        ]
        return [(words(f"export.{key}"), text) for key, text in told if text]


def filters_in_words(scope: Scope) -> str:
    """Days, what they are compared with, and channels."""
    filters, words, formats = scope.filters, scope.words, scope.formats
    parts = [formats.days(filters.start, filters.end)]
    before = formats.days(filters.previous_start, filters.previous_end)
    parts.append(f"{words('common.compare')} {before}")
    parts.append(_channels(scope, filters.channels))
    return " · ".join(parts)


def model_in_words(scope: Scope) -> str:
    """The windows that the build was made with."""
    build = scope.build
    return scope.words(
        "export.model_text",
        session=build.session_timeout_minutes,
        lookback=build.attribution_lookback_days,
        funnel=build.funnel_window_days,
    )


def _channels(scope: Scope, codes: Sequence[str]) -> str:
    if not codes:
        return scope.words("common.every_channel")
    names = [scope.channel_name(code) for code in codes[:MOST_CHANNELS]]
    more = len(codes) - len(names)
    rest = scope.words("state.and_more", count=more) if more else ""
    return scope.words.listed(names) + rest
