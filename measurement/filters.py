"""Conditions on properties of events and persons, from JSON to SQL with bound parameters.

The meanings are those of product analytics suites: properties are compared as text unless the
value is a number, an event without the property is different from every value, and a list of
values means any of them (none of them for `!=` and `not_icontains`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from measurement.definitions import Strict

Scalar = bool | int | float | str
Operator = Literal[
    "=", "!=", "in", "icontains", "not_icontains", "is_set", "is_not_set", ">", "<", ">=", "<="
]


class PropertyFilter(Strict):
    """One condition on a property of the event (`prop`) or of its person (`person_prop`)."""

    prop: str | None = None
    person_prop: str | None = None
    op: Operator = "="
    value: Scalar | list[Scalar] | None = None

    @model_validator(mode="after")
    def _makes_sense(self) -> PropertyFilter:
        if (self.prop is None) == (self.person_prop is None):
            raise ValueError("give either prop or person_prop.")
        if self.op in {"is_set", "is_not_set"}:
            return self
        if self.value is None or self.value == []:
            raise ValueError(f"{self.op} needs a value to compare with.")
        if self.op in {">", "<", ">=", "<="} and isinstance(self.value, list | bool):
            raise ValueError(f"{self.op} compares with one number or text.")
        return self

    @property
    def values(self) -> list[Scalar]:
        """What the property is compared with; a single value is a list of one."""
        if self.value is None:
            return []
        return self.value if isinstance(self.value, list) else [self.value]


class AnyOf(Strict):
    """At least one of the conditions holds."""

    any: Annotated[list[Condition], Field(min_length=1)]


class AllOf(Strict):
    """All of the conditions hold."""

    all: Annotated[list[Condition], Field(min_length=1)]


def _kind(condition: object) -> str:
    if isinstance(condition, dict):
        return next((f"tag:{kind}" for kind in ("any", "all") if kind in condition), "tag:property")
    return f"tag:{type(condition).__name__}"


Condition = Annotated[
    Annotated[PropertyFilter, Tag("tag:property")]
    | Annotated[AnyOf, Tag("tag:any")]
    | Annotated[AllOf, Tag("tag:all")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="a condition is {prop or person_prop, op, value}, or any / all.",
    ),
]
Where = Annotated[
    list[Condition], BeforeValidator(lambda told: [told] if isinstance(told, dict) else told)
]
"""Conditions that all hold: the type of a `where` key. An empty list holds for everything."""


@dataclass
class Parameters:
    """Values bound to a statement by name, so that none becomes part of its text."""

    values: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object) -> str:
        """The placeholder of `value`."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"


Property = Callable[[str, Parameters], str]
"""SQL for a property of that name as text, null where it is missing."""


@dataclass(frozen=True)
class Properties:
    """Where the properties of events and of persons are found in the statement."""

    event: Property
    person: Property

    def of(self, condition: PropertyFilter, parameters: Parameters) -> str:
        """SQL for the property that `condition` speaks of, as text."""
        if condition.person_prop is not None:
            return self.person(condition.person_prop, parameters)
        return self.event(condition.prop or "", parameters)


def where_sql(where: Sequence[Condition], properties: Properties, parameters: Parameters) -> str:
    """SQL, true or false but never null, that holds where all conditions of `where` hold."""
    return _joined("and", "true", where, properties, parameters)


def _joined(
    word: str,
    empty: str,
    conditions: Sequence[Condition],
    properties: Properties,
    parameters: Parameters,
) -> str:
    parts = [_condition(condition, properties, parameters) for condition in conditions]
    return f"({f' {word} '.join(parts)})" if parts else empty


def _condition(condition: Condition, properties: Properties, parameters: Parameters) -> str:
    if isinstance(condition, AnyOf):
        return _joined("or", "false", condition.any, properties, parameters)
    if isinstance(condition, AllOf):
        return _joined("and", "true", condition.all, properties, parameters)
    text = properties.of(condition, parameters)
    if condition.op == "is_set":
        return f"({text} is not null)"
    if condition.op == "is_not_set":
        return f"({text} is null)"
    negated = condition.op in {"!=", "not_icontains"}
    tests = [_test(condition.op, text, value, parameters) for value in condition.values]
    matches = f"coalesce({' or '.join(tests)}, false)"
    return f"(not {matches})" if negated else f"({matches})"


def _test(operator: str, text: str, value: Scalar, parameters: Parameters) -> str:
    if operator in {"icontains", "not_icontains"}:
        return f"contains(lower({text}), lower({parameters.bind(as_text(value))}))"
    if isinstance(value, bool):
        return f"lower({text}) = {parameters.bind(as_text(value))}"
    symbol = operator if operator in {">", "<", ">=", "<="} else "="
    number = _number(value) if symbol != "=" else value
    if isinstance(number, int | float):
        return f"try_cast({text} as double) {symbol} {parameters.bind(float(number))}"
    return f"{text} {symbol} {parameters.bind(value)}"


def _number(value: Scalar) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def speaks_of_persons(where: Sequence[Condition]) -> bool:
    """Whether a condition, however deep, is on a property of persons."""
    return any(
        speaks_of_persons(condition.any)
        if isinstance(condition, AnyOf)
        else speaks_of_persons(condition.all)
        if isinstance(condition, AllOf)
        else condition.person_prop is not None
        for condition in where
    )


def as_text(value: Scalar) -> str:
    """A value as properties are written: `true` and `false` in small letters."""
    return str(value).lower() if isinstance(value, bool) else str(value)
