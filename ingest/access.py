"""The `[access]` part of `headwater.toml`: the sign-in provider and who has which role."""

from __future__ import annotations

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from ingest.sections import Section

Role = Literal["executive", "marketing", "operator", "partner_manager", "admin"]
EVERY = "*"
CLIENT_SECRET_VARIABLE = "HEADWATER_OIDC_CLIENT_SECRET"
COOKIE_SECRET_VARIABLE = "HEADWATER_COOKIE_SECRET"


def is_loopback(host: str) -> bool:
    """Whether only programs of this machine can reach a server that listens there."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Grant(Section):
    """A role, for people named by e-mail, by its domain or by a group that the provider tells.

    A partner manager's grant names channels or partners, an operator's cities; `"*"` is all.
    """

    role: Role
    emails: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()

    @field_validator("emails", "domains")
    @classmethod
    def _folded(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name.strip().casefold() for name in value)

    @field_validator("emails")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            account, _, domain = name.rpartition("@")
            if not account or not domain:
                raise ValueError(f"{name!r} is not an e-mail address")
        return value

    @field_validator("domains")
    @classmethod
    def _bare(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name or "@" in name or "*" in name:
                raise ValueError(f"{name!r} is not a domain: write example.com")
        return value

    @model_validator(mode="after")
    def _says_who_and_what(self) -> Grant:
        if not (self.emails or self.domains or self.groups):
            raise ValueError("a grant names emails, domains or groups")
        own, named = self.channels or self.partners, self.channels or self.partners or self.cities
        if self.role == "partner_manager" and (not own or self.cities):
            raise ValueError('a partner manager has channels or partners ("*" for all), no cities')
        if self.role == "operator" and (not self.cities or own):
            raise ValueError('an operator has cities ("*" for all), no channels or partners')
        if self.role not in ("partner_manager", "operator") and named:
            raise ValueError(f"the role {self.role} sees all rows: leave the list out")
        return self


class Access(Section):
    """How people sign in (OpenID Connect); without `metadata_url` pages stay on this machine.

    The secrets of the provider and of the cookie come from the environment or `.env`.
    """

    metadata_url: str = ""
    """Address of the provider's `.well-known/openid-configuration`."""
    client_id: str = ""
    address: str = ""
    """Where people open the pages, such as https://growth.example.com."""
    groups_claim: str = "groups"
    """Claim of the ID token that lists groups; dots lead into nested claims."""
    session_hours: float | None = Field(default=None, gt=0, le=720)
    """How long a sign-in lasts; without it, as long as the provider's ID token says."""
    grant: tuple[Grant, ...] = ()
    """Who has which role."""

    @property
    def has_provider(self) -> bool:
        """Whether people sign in."""
        return bool(self.metadata_url)

    @field_validator("metadata_url", "address")
    @classmethod
    def _private(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if not parts.hostname or parts.scheme not in ("http", "https"):
            raise ValueError("must be a whole address that begins with https://")
        if parts.scheme == "http" and not is_loopback(parts.hostname):
            raise ValueError("must begin with https://: secrets and cookies travel there")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _whole(self) -> Access:
        if self.has_provider and not self.client_id:
            raise ValueError("client_id is needed beside metadata_url")
        if self.grant and not self.has_provider:
            raise ValueError("roles need people who sign in: set metadata_url and client_id")
        return self
