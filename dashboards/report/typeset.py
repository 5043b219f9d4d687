"""The report as a PDF, set by Typst with the fonts of this machine inside."""

from __future__ import annotations

import json
from pathlib import Path

from dashboards.files.fonts import chinese_font
from dashboards.formats import Language
from dashboards.report.document import Document
from dashboards.report.order import OrderError

TEMPLATE = Path(__file__).with_name("weekly.typ")
_FALLBACK = "Libertinus Serif"


def to_pdf(document: Document, language: Language) -> bytes:
    """The report's pages as PDF bytes; its text can be searched and copied.

    Raises:
        OrderError: when the report is Chinese and no font here has Chinese letters.
    """
    import typst

    font = chinese_font()
    if font is None and language == "zh":
        raise OrderError(
            "No font here has Chinese letters; install one (Debian: fonts-noto-cjk), or name a "
            "folder of fonts in HEADWATER_FONTS.\n本机没有中文字体：请安装 fonts-noto-cjk，"
            "或用 HEADWATER_FONTS 指定字体文件夹。"
        )
    folders: list[str] = [] if font is None else [str(font.folder)]
    told = {
        "language": language,
        "font": _FALLBACK if font is None else font.family,
        "document": document.as_json(),
    }
    return typst.compile(
        str(TEMPLATE),
        format="pdf",
        font_paths=folders,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
    )
