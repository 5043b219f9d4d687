"""Fonts for what is drawn without a browser: which one has Chinese letters, and where it lies."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FONTS_VARIABLE = "HEADWATER_FONTS"
"""A folder of fonts of the company's own, looked through first."""
_FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
_CHINESE = (
    ("NotoSansCJK*-Regular.*", "Noto Sans CJK SC"),
    ("NotoSansCJKsc-Regular.*", "Noto Sans CJK SC"),
    ("NotoSansSC*.*", "Noto Sans SC"),
    ("SourceHanSansSC-Regular.*", "Source Han Sans SC"),
    ("SourceHanSans-Regular.*", "Source Han Sans SC"),
    ("wqy-microhei.*", "WenQuanYi Micro Hei"),
    ("wqy-zenhei.*", "WenQuanYi Zen Hei"),
    ("PingFang.*", "PingFang SC"),
    ("msyh.*", "Microsoft YaHei"),
)


@dataclass(frozen=True)
class ChineseFont:
    """A font family with Chinese letters and the folder of its file."""

    family: str
    folder: Path


@cache
def chinese_font() -> ChineseFont | None:
    """The first installed font that writes Chinese; None when there is none."""
    own = os.environ.get(FONTS_VARIABLE)
    folders = [Path(name).expanduser() for name in ((own,) if own else ()) + _FOLDERS]
    for folder in (folder for folder in folders if folder.is_dir()):
        for pattern, family in _CHINESE:
            found = sorted(folder.rglob(pattern))
            if found:
                return ChineseFont(family, found[0].parent)
    return None
