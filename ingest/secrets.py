"""Secrets: from the environment, else from the home folder's `.env`, never from the settings."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret(home: Path, variable: str) -> str:
    """What the environment, else the home folder's `.env`, says under a name; else nothing."""
    return os.environ.get(variable) or dotenv(home).get(variable, "")


def make_secret(home: Path, variable: str) -> None:
    """Add 256 random bits to the home folder's `.env` under a name; only its owner may read it."""
    path = home / ".env"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    line = f"{variable}={secrets.token_hex(32)}\n"
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{before.rstrip()}\n{line}".lstrip(), encoding="utf-8")


def dotenv(home: Path) -> dict[str, str]:
    """What the home folder's `.env` sets."""
    path = home / ".env"
    if not path.exists():
        return {}
    pairs = (line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {pair[0].strip(): pair[1].strip() for pair in pairs if len(pair) == 2}
