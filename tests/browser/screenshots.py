"""The pictures of docs/tour.md, from the company in HEADWATER_HOME."""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

from tests.browser.conftest import Scheme
from tests.browser.driver import Visit, chromium, dashboards

PHONE, DESK = 390, 1280
TOUR: dict[str, tuple[str, int, Scheme, dict[str, str]]] = {
    "overview-en": ("overview", DESK, "light", {"lang": "en"}),
    "overview-zh": ("overview", DESK, "light", {"lang": "zh"}),
    "overview-phone": ("overview", PHONE, "light", {"lang": "zh"}),
    "channels": ("channels", DESK, "light", {"lang": "en", "drill": "baidu_generic/baidu_sem"}),
    "attribution": ("attribution", DESK, "light", {"lang": "en"}),
    "economics": ("economics", DESK, "dark", {"lang": "zh"}),
    "planner": ("planner", DESK, "light", {"lang": "en"}),
    "promotions": ("promotions", DESK, "light", {"lang": "zh", "period": "all"}),
    "offline": ("offline", DESK, "dark", {"lang": "en", "period": "all"}),
}
"""By the picture's name: the page, how wide the window is, its theme, and what is chosen."""


def main() -> None:
    """Write the pictures into HEADWATER_SCREENSHOTS."""
    folder = Path(os.environ["HEADWATER_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    serving = Path(os.environ["HEADWATER_HOME"]) / "serving" / "headwater.duckdb"
    with dashboards(serving) as address, chromium() as browser:
        for name, (page, width, scheme, chosen) in TOUR.items():
            window = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            ).new_page()
            visit = Visit(window, address).go(page, **chosen)
            visit.picture(folder / f"{name}.png")
            _shrink(folder / f"{name}.png")
            assert visit.errors == [], visit.errors
            window.context.close()


def _shrink(path: Path) -> None:
    """A picture of 128 colours: a third of the size, and nobody sees it."""
    with Image.open(path) as picture:
        small = picture.quantize(128)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main()
