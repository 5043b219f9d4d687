"""`docs/connect.md`, written from the settings, the contracts and the source descriptions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ingest.config import Settings
from ingest.contracts import DATASETS, Column, Dataset, hashed_names
from ingest.descriptions import (
    PLATFORM,
    SourceDescription,
    TableDescription,
    built_in_sources,
)
from ingest.sections import ChannelClass, ChannelRule, PricingModel
from ingest.source_pages import source_page

INTRODUCTION = """# Connect your data

This page is written from the code by `python -m ingest.reference`: the settings, the built-in
sources and the contract of every dataset are what the program itself reads.

## A company folder

`headwater.toml` holds the settings below; all have defaults. Unknown names are refused.
The key of the personal-data hashes is never a setting: it comes from `HEADWATER_HASH_KEY`, in the
environment or in the folder's `.env`; a new company's first run makes one there. Keep it: another
key makes other hashes.

Files go to `inbox/<source>/`. A file put directly into `inbox/` is matched by the sources' file
patterns. `headwater validate FILE --source NAME` says what is wrong with a file without loading it.

## Settings
"""

OWN_SOURCES = """
## Your own source, without code

Describe it in `headwater.toml` as `[[source]]`: a name, the dataset it fills, its format, the
pattern of its files, and which header of yours is which column of ours.

```toml
[[source]]
name = "facebook_ads"
dataset = "ad_spend"
format = "csv"                     # csv, xlsx or json_lines
files = "facebook_ads_basic*.csv"
timezone = "UTC"                   # of every date and time in the file

[source.columns]                   # our column = your header, or a list of headers to add up
stat_date = "date"
creative_id = "ad_id"
clicks = "inline_link_clicks"
impressions = "impressions"
cost_raw = "spend"

[source.constants]                 # the same in every row
channel = "facebook_ads"
level = "creative"

[source.lookups.campaign_id]       # a value from another file beside it
file = "facebook_ads_ad_history*.csv"
on = "creative_id"                 # our column
key = "id"                         # that file's columns
value = "campaign_id"
latest_by = "updated_time"         # of several rows with one key, the latest counts
is_optional = false                # true: deliveries do not wait for that file

[source.skip]                      # your header = value, or values, whose rows are left out
# _fivetran_deleted = true

[source.keep]                      # your header = value, or values, without which they are
# "country" = ["CN", "HK"]

[source.generated]                 # for rows without an id: their content and occurrence
# order_id = "row"

[source.named]                     # where no id is delivered: `name:` and this column's text
# campaign_id = "campaign_name"

[source.aliases]                   # what else your header has been called
# "spend" = ["cost", "amount"]

[source.values.device]             # their word = ours; "*" = any not listed, "" = an empty cell
# "pc" = "desktop"
```

Report **one** level of an ad platform per source: two levels of the same money would be counted
twice. Rows about the same object and day are added up.

Everything a source may say:

{fields}
A spend file replaces the days it has rows for. So that a day **without** rows replaces an older one
too, say with `covers` where the file names its days:

```toml
[source.covers]                    # or preamble = '...', for lines above the header
file_name = 'spend_([0-9]{8})'     # one group, or two for first and last day
```

### Exports of a connector

Managed connectors (Fivetran, Airbyte and others) lay a platform's tables down as they are: reports
in one table, names in history tables with a row per version. Name **one** report as `files` and
the tables with names as lookups, put all of them into `inbox/<source>/`, and leave the rest out.
Hours add up to days as they are written, in the clock that the platform reports in; with `days_in`
they are put into the days of another zone first. A file then holds only a part of its first and
last day, so let each export begin a day before the one from which it replaces.

```toml
{connectors}```
"""

PLATFORM_TABLES = """
## The platform's database

`[platform] url` names it: `sqlite:///platform.db`, `postgresql+pg8000://reader:...@host/db`,
`mysql+pymysql://reader:...@host/db`. An account that may only read is enough. Each table or view
is read under the name of its dataset, those that are missing are left out:
{tables}.

Columns are those of the datasets below. Money may be called as the dataset has it or without
`_raw` (`amount` for `amount_raw`), in yuan. Rows are asked for by `updated_at`, from `lag_hours`
before the newest one that was read, so keep an index on it. Where your tables look different, give
the reading account views.

Rows that the platform deleted leave all numbers: each run counts the rows of every table, and where
the count says that some are gone or back, compares all keys. `finds_deleted = false` leaves that
out. More than `most_deleted` of a table gone at once looks like a broken copy and is only told.
"""

FIELDS = {
    "name": "the source, and its folder in the inbox",
    "label": "its name on the pages, English",
    "label_zh": "its name on the pages, Chinese",
    "format": "`csv`, `xlsx` or `json_lines`",
    "files": "patterns by which a file in the inbox itself is recognised",
    "folder_files": "further patterns, in the source's own folder only",
    "encoding": "`auto` knows UTF-8, UTF-16 and GB18030",
    "timezone": "of times that name none; the company's by default",
    "delivered": "where the file says when it was made: `file_name` or `preamble`, as for covers",
    "covers": "where the file says which days it covers",
    "refuse_preamble": "text above the header = advice, for exports of the wrong kind",
    "total_words": "how a total row begins",
    "owner": "who to ask",
    "repull_days": "days that may still be restated",
    "delivers": "`whole_days` (format ga4) or `whole_visits` (matomo): a day or visit that is "
    "delivered again replaces the older one whole; else the first delivery of each event counts",
    "freshness_hours": "hours without a delivery until it is overdue",
    "tables": "several datasets in one file: a list, each with the fields below",
    "dataset": "what it fills, see below",
    "sheet": "of a workbook",
    "sheet_name_fills": "our column that the names of the sheets say, such as a city: every sheet "
    "with these headers is read, one named as a total row is not",
    "columns": "our column = your header, or a list of headers whose numbers are added up",
    "constants": "our column = a value for every row",
    "skip": "header = values whose rows are left out; `true` and `false` match `t`, `1`, `yes`, …",
    "keep": "header = values without which a row is left out",
    "days_in": "time zone to whose days the hours of `stat_date` are added up",
    "adds_up": "several rows about one object and day are expected, so they raise no doubt",
    "values": "per column: your word = ours",
    "lookups": "values from another file beside it",
    "generated": "ids for rows that have none",
    "optional": "columns that a file may lack",
}
PULLS = """
## Accounts of ad platforms and networks

Each run asks every account for the days that may still be restated, and for days that never came
whole. Accounts are asked side by side; one that is down, slow or tells less than it has leaves its
days marked incomplete and is asked again at the next run. Answers go through the inbox like files,
so `done/` keeps them as they came. Deliver a platform as files **or** by API, not both: they are
two sources, and both would count.

A platform that is busy is asked again, after the time that its answer names (`Retry-After`, or
Google's retry delay). One that wants to be left alone for longer than `longest_wait_seconds` (120)
is left for the next run.

```toml
[[pull]]
source = "tencent_ads"             # {apis}
account_id = "1699"
since = 2026-01-01                 # first day to ask for
```

Secrets come from the environment or `.env`, per source or per account:
`HEADWATER_TENCENT_ADS_ACCESS_TOKEN`, `HEADWATER_TENCENT_ADS_1699_ACCESS_TOKEN`. Tokens that are
renewed are kept in `state/tokens/`.

{secrets}"""

OWN_CHANNELS = """
## Your own channels

A source may name any channel. Describe one to give it words, a class, and the visits that belong
to it; a built-in channel is described anew in the same way.

```toml
[[channel]]
name = "radio"
label = "City radio"
label_zh = "城市电台"
class = "Offline"                  # {classes}
platform = ""                      # whose inventory it is, such as baidu
medium = "audio"                   # cpc, feed, affiliate, outdoor ...
owner = "Brand team"
pricing_model = "FLAT"             # {pricing}
role = "creates"                   # demand it creates or captures, or none
is_paid = true                     # counts in paid CAC
rules = [                          # a visit that shows all of one line; yours come first
  {{ utm_source = "fm", utm_medium = "audio" }},
  {{ code_prefix = "RAD" }},         # others: {rules}
]
```

Without `rules`, visits whose `utm_source` is the channel's name belong to it. A change of channels
rebuilds the history at the next run.

Channels and channel codes that go by another name now keep their history under the new one:

```toml
[[channel]]
name = "city_radio"
merged_into = "radio"

[merged_codes]                     # old = new, as printed in links and recorded at registration
RAD001 = "RAD007"
```
"""

LIFTS = """
## What tests measured

Beside what a channel claims and what our own attribution credits stands what an experiment or geo
test measured (`headwater explore experiment` and `geo-lift` do). Tell it once a month is over:

```toml
[[lift]]
channel = "outdoor"
month = "2026-04"
kind = "first_investment"    # or registration, repeat_investment
conversions = 120            # that would not have been without the channel
low = 60                     # its 95 % interval
high = 180
```

The own side is `attribution_own_model` of `[windows]`; what ad platforms count as a conversion is
`platform_conversion_kind`. The data-driven models learn from `attribution_training_days` of
journeys.
"""

DATASET_NOTES = """
## Datasets

Kinds: `money` is text in the unit named beside it (`yuan`, `fen`, `micros`), `instant` is a date
with time in the source's time zone (a bare date means midnight), `day` a date, `count` a whole
number, `rate` a decimal. A column marked *hashed* never reaches the lake: its keyed hash does.
"""


def main() -> None:
    """Write `docs/connect.md` and `docs/sources/` beside the code."""
    docs = Path(__file__).parent.parent / "docs"
    (docs / "connect.md").write_text(page(), encoding="utf-8")
    pages = source_pages()
    (docs / "sources").mkdir(exist_ok=True)
    for old in (docs / "sources").glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (docs / "sources" / name).write_text(text, encoding="utf-8")


def source_pages() -> dict[str, str]:
    """A page per built-in source, by file name, and an index of them."""
    from ingest.apis.registry import APIS  # noqa: PLC0415  (its clients import dlt)

    secrets = {name: api.secrets for name, api in APIS.items()}
    sources = built_in_sources()
    pages = {f"{name}.md": source_page(source, secrets) for name, source in sources.items()}
    rows = [
        (f"[{name}]({name}.md)", source.label, source.label_zh, ", ".join(source.datasets))
        for name, source in sorted(sources.items())
    ]
    index = _table(("source", "what", "中文", "datasets"), rows)
    return {"README.md": f"# Built-in sources · 内置来源\n\n{index}", **pages}


def page() -> str:
    """The whole page as Markdown."""
    own = [own_sources(), own_channels(), LIFTS, pulls(), platform_tables()]
    parts = [INTRODUCTION, settings_table(), *own, sources_part(), DATASET_NOTES]
    return "\n".join([*parts, *(dataset_part(dataset) for dataset in DATASETS.values())])


def settings_table() -> str:
    """Section, setting, default and meaning of everything in `headwater.toml`."""
    rows = []
    for section, field in Settings.model_fields.items():
        model = field.annotation
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            continue
        rows += _section_rows(section, model)
    return _table(("section", "setting", "default", "what for"), rows)


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
        rows.append((f"`[{section}]`", f"`{name}`", _default(setting), meaning))
        meaning = ""
    return rows + within


def own_sources() -> str:
    """How a source is described, with everything it may say."""
    rows = [
        (f"`{name}`", _default(setting), FIELDS.get(name, ""))
        for model in (SourceDescription, TableDescription)
        for name, setting in model.model_fields.items()
        if name in FIELDS
    ]
    connectors = files("ingest").joinpath("examples/connectors.toml").read_text("utf-8")
    text = OWN_SOURCES.replace("{connectors}", connectors)
    return text.replace("{fields}", _table(("field", "default", "what for"), rows))


def platform_tables() -> str:
    """What is read from the platform's own database."""
    names = ", ".join(f"`{name}`" for name in built_in_sources()[PLATFORM].datasets)
    return PLATFORM_TABLES.format(tables=names)


def own_channels() -> str:
    """How a channel is described, with the choices there are."""
    taken = ("utm_source", "utm_medium", "code_prefix")
    return OWN_CHANNELS.format(
        classes=", ".join(get_args(ChannelClass)),
        pricing=", ".join(get_args(PricingModel)),
        rules=", ".join(name for name in ChannelRule.model_fields if name not in taken),
    )


def pulls() -> str:
    """Which APIs can be asked, and what lets one in."""
    from ingest.apis.registry import APIS  # noqa: PLC0415  (its clients import dlt)

    rows = [
        (f"`{name}`", built_in_sources()[name].label, ", ".join(api.secrets))
        for name, api in sorted(APIS.items())
    ]
    table = _table(("source", "what", "secrets"), rows)
    return PULLS.format(apis=", ".join(sorted(APIS)), secrets=table)


def sources_part() -> str:
    """The built-in sources: what they deliver and how their files are named."""
    rows = [
        (f"`{name}`", source.label, source.label_zh, _formats(source.format, source.files))
        for name, source in sorted(built_in_sources().items())
    ]
    header = ("source", "what", "中文", "files")
    return "\n## Built-in sources\n\n" + _table(header, rows)


def _formats(kind: str, patterns: Sequence[str]) -> str:
    named = ", ".join(f"`{pattern}`" for pattern in patterns)
    return f"{kind}: {named}" if named else kind


def dataset_part(dataset: Dataset) -> str:
    """One dataset: its grain, its key and its columns."""
    rows = [
        (f"`{c.name}`", c.kind, "yes" if c.required else "", _notes(c))
        for c in dataset.columns
        if not c.is_own
    ]
    head = f"\n### {dataset.name}\n\n{dataset.description}. Key: {', '.join(dataset.key)}.\n\n"
    return head + _table(("column", "kind", "required", "notes"), rows)


def _notes(column: Column) -> str:
    notes = []
    if column.choices:
        notes.append("one of " + ", ".join(f"`{choice}`" for choice in column.choices))
    if column.minimum is not None:
        notes.append(f"at least {column.minimum:g}")
    if column.default:
        notes.append(f"default `{column.default}`")
    if column.pii:
        notes.append("*hashed* to " + ", ".join(f"`{name}`" for name in hashed_names(column)))
    return "; ".join(notes)


def _default(setting: FieldInfo) -> str:
    if setting.default_factory is not None:
        return "all cores"
    if setting.is_required():
        return "required"
    is_plain = isinstance(setting.default, str | int | float) and setting.default != ""
    return f"`{setting.default}`" if is_plain else ""


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


if __name__ == "__main__":
    main()
