"""Who has which role: the grants of the settings against what the sign-in provider says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from dashboards.queries.rows import EVERYTHING, Rows

Claims = Mapping[str, object]
_EVERY = "*"


class UnreadablePolicyError(Exception):
    """The file that says who may see what is missing or damaged; nobody may see anything."""


class _Told(BaseModel):
    """A part of what `headwater serve` wrote; anything else in it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Grant(_Told):
    """A role, whom it is for, and the rows that come with it."""

    role: Literal["executive", "marketing", "operator", "partner_manager", "admin"]
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    @property
    def rows(self) -> Rows:
        """What of every table comes with it."""
        return Rows(_named(self.channels), _named(self.partners), _named(self.cities))


class Policy(_Told):
    """The grants, in order; without a provider everybody on this machine is the admin."""

    has_provider: bool = False
    grants: tuple[Grant, ...] = ()
    groups_claim: str = "groups"
    session_hours: float | None = None

    def role_of(self, claims: Claims) -> tuple[str, Rows] | None:
        """Role and rows of a person; None without any.

        Grants by e-mail win over those by group, these over those by domain, so that one person
        can be taken out of a domain; among equals the first one gives the role, and the others of
        that role add their rows.
        """
        for found in self._found(claims):
            if found:
                role = found[0].role
                return role, _together([grant.rows for grant in found if grant.role == role])
        return None

    def _found(self, claims: Claims) -> Sequence[list[Grant]]:
        email, groups = verified_email(claims), _groups(claims, self.groups_claim)
        domain = email.rpartition("@")[2]
        return (
            [grant for grant in self.grants if email and email in grant.emails],
            [grant for grant in self.grants if groups & set(grant.groups)],
            [grant for grant in self.grants if domain and domain in grant.domains],
        )

    def ends_at(self, claims: Claims) -> float:
        """When the sign-in ends, in seconds since 1970; one that does not say has ended."""
        if self.session_hours is None:
            return _seconds(claims.get("exp"))
        began = _seconds(claims.get("iat"))
        return began + 3600 * self.session_hours if began else 0.0


def read_policy(path: Path) -> Policy:
    """The policy that `headwater serve` wrote.

    Raises:
        UnreadablePolicyError: when it is missing, damaged or of another version.
    """
    try:
        return Policy.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise UnreadablePolicyError(str(path)) from error


def verified_email(claims: Claims) -> str:
    """The e-mail address in small letters; nothing where the provider calls it unverified."""
    email, is_verified = claims.get("email"), claims.get("email_verified", True)
    if not isinstance(email, str) or is_verified not in (True, "true"):
        return ""
    return email.strip().casefold()


def _groups(claims: Claims, name: str) -> set[str]:
    value: object = claims.get(name)
    if value is None:
        value = claims
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
    if isinstance(value, str):
        return {value}
    return {str(item) for item in value} if isinstance(value, list | tuple) else set()


def _named(names: tuple[str, ...]) -> tuple[str, ...] | None:
    return None if not names or _EVERY in names else names


def _together(several: list[Rows]) -> Rows:
    """Rows of all; where they are restricted by different things, those of the first."""
    if EVERYTHING in several:
        return EVERYTHING
    alike = [rows for rows in several if rows.dimensions == several[0].dimensions]
    return Rows(
        *(
            tuple(dict.fromkeys(name for rows in alike for name in rows.values(dimension)))
            if dimension in several[0].dimensions
            else None
            for dimension in Rows.names()
        )
    )


def _seconds(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return 0.0
