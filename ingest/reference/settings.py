"""The settings of `headwater.toml` as a table."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ingest.config import Settings
from ingest.reference.markdown import markdown_table


def settings_table() -> str:
    """Section, setting, default and meaning of everything in `headwater.toml`."""
    rows = []
    for section, field in Settings.model_fields.items():
        model = field.annotation
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        rows += _section_rows(section, model)
    return markdown_table(("section", "setting", "default", "what for"), rows)


def _section_rows(section: str, model: type[BaseModel]) -> list[tuple[str, ...]]:
    """The settings of a section, then those of the sections within it."""
    meaning = (model.__doc__ or "").strip().splitlines()[0]
    rows: list[tuple[str, ...]] = []
    within: list[tuple[str, ...]] = []
    for name, setting in model.model_fields.items():
        inner = setting.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            within += _section_rows(f"{section}.{name}", inner)
            continue
        rows.append((f"`[{section}]`", f"`{name}`", default(setting), meaning))
        meaning = ""
    return rows + within


def default(setting: FieldInfo) -> str:
    """The default of a setting as text; empty where it is none to write down."""
    if setting.default_factory is not None:
        return "all cores"
    if setting.is_required():
        return "required"
    is_plain = isinstance(setting.default, str | int | float) and setting.default != ""
    return f"`{setting.default}`" if is_plain else ""
