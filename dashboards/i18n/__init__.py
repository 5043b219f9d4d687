"""Every word on the pages, in English and Chinese."""

from dashboards.i18n.words import LANGUAGES, Words

__all__ = ["LANGUAGES", "Words"]
