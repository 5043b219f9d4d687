"""Pictures of every page in both languages, from the company in HEADWATER_HOME."""

from __future__ import annotations

import os
from pathlib import Path

from dashboards.i18n import LANGUAGES
from dashboards.navigation import PAGES
from tests.browser.driver import Visit, chromium, dashboards


def main() -> None:
    """Write `<page>-<language>.png` for each page into HEADWATER_SCREENSHOTS."""
    folder = Path(os.environ["HEADWATER_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    serving = Path(os.environ["HEADWATER_HOME"]) / "serving" / "headwater.duckdb"
    with dashboards(serving) as address, chromium() as browser:
        window = browser.new_page(viewport={"width": 1440, "height": 900})
        visit = Visit(window, address)
        for page in PAGES:
            for language in LANGUAGES:
                visit.go(page, lang=language).picture(folder / f"{page}-{language}.png")
        assert visit.errors == [], visit.errors


if __name__ == "__main__":
    main()
