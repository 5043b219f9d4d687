"""Definitions of questions (JSON) read into typed models, with their mistakes in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError


class Strict(BaseModel):
    """A part of a definition: unknown keys are mistakes, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def read_definition(
    model: type[Model], definition: Mapping[str, object], error: type[ValueError]
) -> Model:
    """`definition` as a `model`.

    Raises:
        error: with one line for each mistake, in words for whoever wrote the definition.
    """
    try:
        return model.model_validate(definition)
    except ValidationError as mistakes:
        raise error(explain(mistakes)) from mistakes


def explain(mistakes: ValidationError) -> str:
    """One line for each mistake: where it is, and what is wrong there."""
    lines = []
    for mistake in mistakes.errors():
        where = _place(mistake["loc"])
        if mistake["type"] == "extra_forbidden":
            line = f"{where}: there is no such key."
        elif mistake["type"] == "missing":
            line = f"{where}: is missing."
        else:
            message = mistake["msg"].removeprefix("Value error, ").removeprefix("Input ")
            line = f"{where}: {message}" if where else message
        if line not in lines:
            lines.append(line)
    return "\n".join(lines)


def _place(location: tuple[int | str, ...]) -> str:
    place = ""
    for part in location:
        if isinstance(part, int):
            place += f"[{part}]"
        elif not part.startswith(TAGS):
            place += f".{part}" if place else part
    return place


TAGS = ("tag:", "function-", "list[", "nullable[")
"""Begin the parts of a place that name a branch of a type, not a key of the definition."""
