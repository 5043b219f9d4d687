"""The company's own settings, written once beside its deliveries."""

from __future__ import annotations

import secrets
from pathlib import Path

from ingest.config import HASH_KEY_VARIABLE, Paths

_SETTINGS = """[company]
name = "Qingshui Finance"
name_zh = "清水金融"
timezone = "Asia/Shanghai"
currency = "CNY"

[platform]
url = "sqlite:///platform.db"
timezone = "Asia/Shanghai"
"""


def settle(home: Path) -> Paths:
    """Make the company folder; settings and hash key are written only if they are missing."""
    paths = Paths(home)
    for folder in (paths.inbox, paths.truth):
        folder.mkdir(parents=True, exist_ok=True)
    if not paths.config.exists():
        paths.config.write_text(_SETTINGS, encoding="utf-8")
    secret = home / ".env"
    if not secret.exists():
        secret.write_text(f"{HASH_KEY_VARIABLE}={secrets.token_hex(32)}\n", encoding="utf-8")
        secret.chmod(0o600)
    return paths
