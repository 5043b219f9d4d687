"""Look texts up by key in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from dashboards.formats import Language
from dashboards.i18n import (
    access,
    alerts,
    annotations,
    attribution,
    channels,
    common,
    credit_certainty,
    drill,
    economics,
    export,
    funnel,
    funnels,
    glossary,
    health,
    health_audit,
    health_identity,
    hunters,
    metrics,
    offline,
    overview,
    partners,
    paths,
    planner,
    promotions,
    referral,
    registrations,
    report,
    retention,
    saved,
    spend,
    states,
    tracking,
    upload,
)
from dashboards.i18n.text import Text, Texts

LANGUAGES: tuple[Language, ...] = get_args(Language)
_MODULES = {
    "access": access.TEXTS,
    "alerts": alerts.TEXTS,
    "annotations": annotations.TEXTS,
    "attribution": attribution.TEXTS | credit_certainty.TEXTS | paths.TEXTS,
    "channels": channels.TEXTS | drill.TEXTS,
    "common": common.TEXTS,
    "economics": economics.TEXTS,
    "export": export.TEXTS,
    "funnel": funnel.TEXTS | funnels.TEXTS,
    "glossary": glossary.TEXTS,
    "health": health.TEXTS | health_audit.TEXTS | health_identity.TEXTS,
    "hunters": hunters.TEXTS | referral.TEXTS | registrations.TEXTS,
    "metric": metrics.TEXTS,
    "offline": offline.TEXTS,
    "overview": overview.TEXTS,
    "partners": partners.TEXTS,
    "planner": planner.TEXTS,
    "promotions": promotions.TEXTS,
    "report": report.TEXTS,
    "retention": retention.TEXTS,
    "saved": saved.TEXTS,
    "spend": spend.TEXTS,
    "state": states.TEXTS,
    "tracking": tracking.TEXTS,
    "upload": upload.TEXTS,
}
CATALOG: Texts = {
    f"{area}.{key}": text for area, texts in _MODULES.items() for key, text in texts.items()
}


@dataclass(frozen=True)
class Words:
    """The catalogue in one language; keys are `area.name`, an unknown key is a KeyError."""

    language: Language

    def __call__(self, key: str, **values: str | int) -> str:
        """The text of `key` with its values filled in."""
        return self.pick(CATALOG[key]).format(**values)

    def pick(self, text: Text) -> str:
        """The half of a text that this reader reads."""
        return text.zh if self.language == "zh" else text.en

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other, as this language separates them."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def either(self, en: str | None, zh: str | None) -> str:
        """Of a name stored in both languages, the reader's; the other one when it is empty."""
        first, second = (zh, en) if self.language == "zh" else (en, zh)
        return first or second or ""

    def has(self, key: str) -> bool:
        """Whether the catalogue knows the key (codes that come from data may be new)."""
        return key in CATALOG

    def code(self, prefix: str, code: str) -> str:
        """The words for a code that comes from data; the code itself when it is a new one."""
        key = prefix + code
        return self(key) if self.has(key) else code
