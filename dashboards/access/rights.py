"""Which roles may open which page, and by what its rows can be restricted."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.queries.rows import Rows

ADMIN = "admin"


@dataclass(frozen=True)
class Right:
    """The roles that may open a page beside the admin.

    Whoever sees only some channels, partners or cities may open it when `by` names all of these.
    """

    roles: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()


def _right(roles: str, by: str = "") -> Right:
    return Right(frozenset(roles.split()), frozenset(by.split()))


_NOBODY_ELSE = Right()
RIGHTS: dict[str, Right] = {
    "overview": _right("executive marketing"),
    "channels": _right("executive marketing partner_manager", by="channel"),
    "funnel": _right("executive marketing"),
    "attribution": _right("executive marketing"),
    "retention": _right("executive marketing partner_manager", by="channel"),
    "spend": _right("executive marketing"),
    "economics": _right("executive marketing partner_manager", by="channel"),
    "planner": _right("executive marketing"),
    "partners": _right("executive marketing partner_manager", by="channel partner"),
    "promotions": _right("executive marketing operator"),
    "offline": _right("executive marketing operator", by="channel city"),
    "referral": _right("executive marketing operator"),
    "hunters": _right("marketing operator"),
    "health": _right("executive marketing operator"),
    "tracking": _right("executive marketing operator"),
    "upload": _right("marketing operator"),
    "alerts": _right("executive marketing operator partner_manager", by="channel city"),
    "annotations": _right("executive marketing operator"),
    "glossary": _right("executive marketing operator partner_manager", by="channel partner city"),
}
"""By page code; a page that is not here is the admin's alone."""


def may_open(role: str, rows: Rows, page: str) -> bool:
    """Whether somebody with this role and these rows may open a page."""
    right = RIGHTS.get(page, _NOBODY_ELSE)
    return role == ADMIN or (role in right.roles and rows.dimensions <= right.by)
