"""What the description of a source may say, in words."""

from __future__ import annotations

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
    "sums_of_range": "text above the header by which rows are known as sums over the days covered; "
    "they count when that is one day",
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
