"""What went wrong, said in English and in Chinese, for people who own the data and not the code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """One message in both languages."""

    en: str
    zh: str


class RefusalError(Exception):
    """A whole file or table cannot be read; `words` say why and what to do."""

    def __init__(self, code: str, en: str, zh: str) -> None:
        super().__init__(en)
        self.code = code
        self.words = Words(en, zh)


_REASONS: dict[str, tuple[str, str]] = {
    "required": ("{column} is empty; every row needs it", "{column} 为空，此列必填"),
    "not_a_number": (
        "{column}: '{value}' is not a number; write digits such as 1078.50",
        "{column}：“{value}”不是数字，请写成 1078.50 这样的数字",
    ),
    "not_a_count": (
        "{column}: '{value}' is not a whole number",
        "{column}：“{value}”不是整数",
    ),
    "negative": (
        "{column}: {value} is negative; it may not be below 0",
        "{column}：{value} 为负数，不能小于 0",
    ),
    "below_minimum": (
        "{column}: {value} is below the smallest value allowed, {limit}",
        "{column}：{value} 小于允许的最小值 {limit}",
    ),
    "too_large": (
        "{column}: {value} has too many digits to be real",
        "{column}：{value} 位数过多，不可能是真实数值",
    ),
    "not_a_day": (
        "{column}: '{value}' is not a day; write it as 2026-05-01",
        "{column}：“{value}”不是日期，请写成 2026-05-01",
    ),
    "not_an_instant": (
        "{column}: '{value}' is not a date and time; write it as 2026-05-01 09:30:00",
        "{column}：“{value}”不是日期时间，请写成 2026-05-01 09:30:00",
    ),
    "too_early": (
        "{column}: {value} is before {limit}",
        "{column}：{value} 早于 {limit}",
    ),
    "in_the_future": (
        "{column}: {value} lies in the future",
        "{column}：{value} 晚于当前时间",
    ),
    "not_a_choice": (
        "{column}: '{value}' is not one of {limit}",
        "{column}：“{value}”不在可选值之内：{limit}",
    ),
    "other_currency": (
        "{column}: {value} cannot be added to the company's {limit}; deliver it in {limit}",
        "{column}：{value} 与公司币种 {limit} 不同，无法相加，请换算为 {limit}",
    ),
    "not_a_flag": (
        "{column}: '{value}' is neither true nor false",
        "{column}：“{value}”既不是 true 也不是 false",
    ),
    "not_json": (
        "{column}: the value is not valid JSON",
        "{column}：不是合法的 JSON",
    ),
    "end_before_start": (
        "{column}: {value} is before the start, {limit}",
        "{column}：{value} 早于开始日期 {limit}",
    ),
    "too_many_cells": (
        "the row has more cells than the header; a comma inside a value needs quotes around it",
        "该行的列数多于表头；含逗号的内容需要加引号",
    ),
    "unclosed_quote": (
        "a quote is opened and not closed in its row, so this row and those after it run together",
        "引号未在本行内闭合，导致本行与后续行连在一起",
    ),
    "too_few_cells": (
        "the row has fewer fields than the format asks for",
        "该行的字段数少于格式要求",
    ),
    "not_in_order": (
        "the row does not keep the contract of its dataset",
        "该行不符合数据约定",
    ),
    "malformed_line": (
        "this line is not a JSON object with the columns of the contract",
        "这一行不是符合约定字段的 JSON 对象",
    ),
}


def reason(code: str, column: str, value: str | None, limit: str = "") -> Words:
    """The words of one broken rule; `column` as the delivered file calls it."""
    english, chinese = _REASONS[code]
    shown = "" if value is None else value if len(value) <= 60 else value[:60] + "…"
    return Words(
        english.format(column=column, value=shown, limit=limit),
        chinese.format(column=column, value=shown, limit=limit),
    )
