"""`docs/connect.md`: how to connect data, from settings, contracts and source descriptions."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import get_args

from ingest.apis.registry import APIS
from ingest.contracts import DATASETS
from ingest.descriptions import PLATFORM, SourceDescription, TableDescription, built_in_sources
from ingest.reference.datasets import dataset_part
from ingest.reference.fields import FIELDS
from ingest.reference.markdown import markdown_table
from ingest.reference.settings import default, settings_table
from ingest.sections import ChannelClass, ChannelRule, PricingModel


def page() -> str:
    """The whole page as Markdown."""
    parts = [
        _prose("introduction"),
        settings_table(),
        _own_sources(),
        _own_channels(),
        _prose("lifts"),
        _pulls(),
        _platform_tables(),
        _built_in(),
        _prose("datasets"),
        *(dataset_part(dataset) for dataset in DATASETS.values()),
    ]
    return "\n".join(parts).lstrip()


def _prose(name: str, **filled: str) -> str:
    """What is written by hand, with its places in braces filled."""
    text = files("ingest").joinpath(f"reference/connect/{name}.md").read_text("utf-8")
    for place, value in filled.items():
        text = text.replace(f"{{{place}}}", value)
    return f"\n{text.strip()}\n"


def _own_sources() -> str:
    """How a source is described, with everything it may say."""
    rows = [
        (f"`{name}`", default(setting), FIELDS.get(name, ""))
        for model in (SourceDescription, TableDescription)
        for name, setting in model.model_fields.items()
        if name in FIELDS
    ]
    connectors = files("ingest").joinpath("examples/connectors.toml").read_text("utf-8")
    fields = markdown_table(("field", "default", "what for"), rows)
    return _prose("own_sources", connectors=connectors, fields=fields)


def _platform_tables() -> str:
    """What is read from the platform's own database."""
    names = ", ".join(f"`{name}`" for name in built_in_sources()[PLATFORM].datasets)
    return _prose("platform_tables", tables=names)


def _own_channels() -> str:
    """How a channel is described, with the choices there are."""
    taken = ("utm_source", "utm_medium", "code_prefix")
    return _prose(
        "own_channels",
        classes=", ".join(get_args(ChannelClass)),
        pricing=", ".join(get_args(PricingModel)),
        rules=", ".join(name for name in ChannelRule.model_fields if name not in taken),
    )


def _pulls() -> str:
    """Which APIs can be asked, and what lets one in."""
    rows = [
        (f"`{name}`", built_in_sources()[name].label, ", ".join(api.secrets))
        for name, api in sorted(APIS.items())
    ]
    secrets = markdown_table(("source", "what", "secrets"), rows)
    return _prose("pulls", apis=", ".join(sorted(APIS)), secrets=secrets)


def _built_in() -> str:
    """The built-in sources: what they deliver and how their files are named."""
    rows = [
        (f"`{name}`", source.label, source.label_zh, _formats(source.format, source.files))
        for name, source in sorted(built_in_sources().items())
    ]
    header = ("source", "what", "中文", "files")
    return "\n## Built-in sources\n\n" + markdown_table(header, rows)


def _formats(kind: str, patterns: Sequence[str]) -> str:
    named = ", ".join(f"`{pattern}`" for pattern in patterns)
    return f"{kind}: {named}" if named else kind
