"""The one place that turns numbers, money, ratios and dates into words; nothing becomes "–"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

Language = Literal["en", "zh"]
Kind = Literal["count", "credit", "money", "unit_money", "ratio", "multiple", "text"]
Number = int | float

NOTHING = "–"
_SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$"}
_SCALES: dict[Language, tuple[tuple[float, str], ...]] = {
    "en": ((1e9, "B"), (1e6, "M"), (1e3, "K")),
    "zh": ((1e8, "亿"), (1e4, "万")),
}
_DECIMALS: dict[Kind, int] = {"count": 0, "credit": 1, "money": 0, "unit_money": 2}
_SHORTEN_FROM = 10_000
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number_or_none(value: object) -> Number | None:
    """The number itself, or None for every way a table says "no value"."""
    if not isinstance(value, int | float):
        return None
    return None if math.isnan(value) else value


@dataclass(frozen=True)
class Formats:
    """How this reader sees numbers: language, currency and the company's clock."""

    language: Language
    currency: str
    timezone: str

    @property
    def symbol(self) -> str:
        """The currency's sign, or its code where there is none."""
        return _SYMBOLS.get(self.currency, f"{self.currency} ")

    def show(self, value: object, kind: Kind) -> str:
        """A value of the given kind, shortened for reading at a glance."""
        if kind == "text":
            return str(value) if value else NOTHING
        number = number_or_none(value)
        if number is None:
            return NOTHING
        if kind == "ratio":
            return f"{number:.1%}" if abs(number) < 10 else f"{number:,.0%}"
        if kind == "multiple":
            return f"{number:,.2f}×"
        symbol = self.symbol if kind in ("money", "unit_money") else ""
        return self._signed(number, symbol, self._short(abs(number), _DECIMALS[kind]))

    def exact(self, value: object, kind: Kind) -> str:
        """The same value with every digit that counts: fen for money, ones for people."""
        number = number_or_none(value)
        if number is None:
            return NOTHING
        if kind in ("money", "unit_money"):
            return self._signed(number, self.symbol, f"{abs(number):,.2f}")
        return f"{number:,.0f}" if kind == "count" else self.show(number, kind)

    def change(self, value: object) -> str | None:
        """A relative change such as "+12.3%"; None when there is nothing to compare with."""
        number = number_or_none(value)
        return None if number is None else f"{number:+.1%}"

    def signed(self, value: object, kind: Kind = "credit") -> str:
        """A difference with its sign: "+120", "-1.2K" or "+¥3.50"."""
        number = number_or_none(value)
        if number is None:
            return NOTHING
        return f"{'+' if number > 0 else ''}{self.show(number, kind)}"

    def rounded(self, value: Number, kind: Kind) -> float:
        """The number that is read where the value is shown."""
        if kind not in _DECIMALS:
            step = self.step(value, kind)
            return round(value / step) * step
        scale, _, places = self._scale(abs(value), _DECIMALS[kind])
        return round(value / scale, places) * scale

    def step(self, value: Number, kind: Kind) -> float:
        """What the last digit shown is worth: 1 of "9,876", 100 of "12.3K", 0.001 of "45.6%"."""
        if kind == "ratio" and abs(value) >= 10:
            return 0.01
        if kind not in _DECIMALS:
            return 10.0 ** -self.decimals(kind)
        scale, _, places = self._scale(abs(value), _DECIMALS[kind])
        return scale / 10**places

    @staticmethod
    def decimals(kind: Kind) -> int:
        """With how many digits behind the point a small value is shown."""
        return 3 if kind == "ratio" else _DECIMALS.get(kind, 2)

    def percent(self, value: object) -> str:
        """A ratio as whole per cent, for the cells of heat maps."""
        number = number_or_none(value)
        return NOTHING if number is None else f"{number:.0%}"

    def points(self, value: object) -> str:
        """A difference of two ratios, in percentage points."""
        number = number_or_none(value)
        unit = "个百分点" if self.language == "zh" else " pp"
        return NOTHING if number is None else f"{number * 100:+.1f}{unit}"

    def day(self, value: date | None) -> str:
        """A company day: "1 Mar 2026" or "2026年3月1日"."""
        if value is None:
            return NOTHING
        if self.language == "zh":
            return f"{value.year}年{value.month}月{value.day}日"
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"

    def month(self, value: date) -> str:
        """A calendar month: "Mar 2026" or "2026年3月"."""
        if self.language == "zh":
            return f"{value.year}年{value.month}月"
        return f"{_MONTHS[value.month - 1]} {value.year}"

    def days(self, start: date, end: date) -> str:
        """A range of company days, both ends included."""
        if start == end:
            return self.day(start)
        if start.year != end.year:
            return f"{self.day(start)} – {self.day(end)}"
        if self.language == "zh":
            return f"{self.day(start)} – {end.month}月{end.day}日"
        return f"{start.day} {_MONTHS[start.month - 1]} – {self.day(end)}"

    def instant(self, value: datetime | None) -> str:
        """A UTC instant on the company's clock, to the minute."""
        if value is None:
            return NOTHING
        local = value.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(self.timezone))
        return f"{self.day(local.date())} {local:%H:%M}"

    def _short(self, number: float, decimals: int) -> str:
        scale, unit, places = self._scale(number, decimals)
        return f"{number / scale:,.{places}f}{unit}"

    def _scale(self, number: float, decimals: int) -> tuple[float, str, int]:
        """What a number is divided by to be read at a glance, its unit and its decimals then."""
        if round(number, decimals) < _SHORTEN_FROM:
            return 1.0, "", decimals
        scaled = [
            (scale, unit, _three_digits(number / scale)) for scale, unit in _SCALES[self.language]
        ]
        return next((one for one in scaled if round(number / one[0], one[2]) >= 1), scaled[-1])

    @staticmethod
    def _signed(number: Number, symbol: str, text: str) -> str:
        is_zero = not any(digit in text for digit in "123456789")
        return f"{'-' if number < 0 and not is_zero else ''}{symbol}{text}"


def _three_digits(number: float) -> int:
    """Decimals with which a number has three digits, or as many as it has before the point."""
    return 2 if number < 9.995 else 1 if number < 999.95 else 0
