"""Which form is written, and where."""

from __future__ import annotations

from pathlib import Path

from ingest.config import Settings
from ingest.descriptions import load_sources
from ingest.template import KINDS, write_template
from orchestration.workspace import UserError


def write_form(source: str, kind: str, out: Path | None, settings: Settings) -> Path:
    """Write the form of `source`; by default `<source>_template` here, a workbook if it may be.

    Raises:
        UserError: there is no such source or format, or a file is there already.
        ConfigError: the source has no form of this format.
    """
    known = load_sources(settings)
    if source not in known:
        fillable = ", ".join(name for name, one in known.items() if one.format in KINDS)
        raise UserError(f"There is no source '{source}'. Forms: {fillable}. 没有该来源。")
    guessed = out.suffix.lower().lstrip(".") if out else ""
    default = "csv" if known[source].format == "csv" else "xlsx"
    chosen = kind or (guessed if guessed in ("csv", "xlsx") else default)
    if chosen not in ("csv", "xlsx"):
        raise UserError(f"--format is csv or xlsx, not {chosen}. 格式只能是 csv 或 xlsx。")
    target = out or Path(f"{source}_template.{chosen}")
    if target.exists():
        raise UserError(f"{target} is there already; name another with --out. 文件已存在。")
    write_template(known[source], chosen, target)
    return target
