"""What lets a client in: secrets of the environment, and tokens that expire and are renewed."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import requests
from requests import PreparedRequest, Response
from requests.auth import AuthBase

from ingest.config import ConfigError
from ingest.secrets import dotenv

SPARE_SECONDS = 60
"""A token this close to its end is renewed before it is used."""


@dataclass(frozen=True)
class Token:
    """An access token, when it ends (epoch seconds), and what the next renewal needs."""

    value: str
    ends_at: float
    refresh: str = ""


Renew = Callable[[str], Token]
"""Makes a new token from the last refresh token, or from ''."""
Put = Callable[[PreparedRequest, str], None]
"""Puts a token on a request."""


@dataclass
class Access:
    """Secrets and tokens of one account of one source."""

    source: str
    account_id: str
    home: Path
    _token: Token | None = field(default=None, repr=False)

    def secret(self, name: str) -> str:
        """The value of `HEADWATER_<SOURCE>_<ACCOUNT>_<NAME>`, else `HEADWATER_<SOURCE>_<NAME>`.

        Raises:
            ConfigError: when neither is set, in the environment or in the home folder's `.env`.
        """
        values = dotenv(self.home) | dict(os.environ)
        for variable in self._variables(name):
            if values.get(variable):
                return values[variable]
        raise ConfigError(
            f"{self._variables(name)[-1]} is not set: {self.source} lets nobody in without it. "
            f"Put it in the environment or in {self.home / '.env'}.\n"
            f"未设置 {self._variables(name)[-1]}，无法访问 {self.source}。"
        )

    def has(self, name: str) -> bool:
        """Whether a secret is set."""
        try:
            return bool(self.secret(name))
        except ConfigError:
            return False

    def token(self, renew: Renew, is_refused: bool = False) -> str:
        """A token that still holds; `renew` gets the last refresh token, or ''.

        It is kept in the state folder: some refresh tokens work only once.
        """
        token = self._token or self._kept()
        if token is None or is_refused or token.ends_at - SPARE_SECONDS <= time.time():
            token = renew(token.refresh if token else "")
            self._keep(token)
        self._token = token
        return token.value

    def _variables(self, name: str) -> tuple[str, str]:
        start = f"HEADWATER_{self.source.upper()}"
        account = "".join(c if c.isalnum() else "_" for c in self.account_id.upper())
        return f"{start}_{account}_{name.upper()}", f"{start}_{name.upper()}"

    @property
    def _path(self) -> Path:
        return self.home / "state" / "tokens" / f"{self.source}-{self.account_id}.json"

    def _kept(self) -> Token | None:
        if not self._path.exists():
            return None
        return Token(**json.loads(self._path.read_text(encoding="utf-8")))

    def _keep(self, token: Token) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path.with_suffix(".part")
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(token.__dict__), encoding="utf-8")
        draft.replace(self._path)


class TokenAuth(AuthBase):
    """Puts a token on each request, and a new one when an answer says that it has ended."""

    def __init__(
        self,
        access: Access,
        renew: Renew,
        put: Put,
        is_refused: Callable[[Response], bool],
    ) -> None:
        self._access = access
        self._renew = renew
        self._put = put
        self._is_refused = is_refused

    def __call__(self, r: PreparedRequest) -> PreparedRequest:
        """Let a request in."""
        self._put(r, self._access.token(self._renew))
        r.register_hook("response", self._again)
        return r

    def _again(self, response: Response, timeout: float | None = None, **_: object) -> Response:
        """Ask once more with a new token; a second refusal is an answer."""
        if not self._is_refused(response):
            return response
        request = response.request.copy()
        self._put(request, self._access.token(self._renew, is_refused=True))
        again = response.connection.send(request, timeout=timeout)
        again.history.append(response)
        return again


def bearer(request: PreparedRequest, token: str) -> None:
    """Put a token where OAuth 2 has it."""
    request.headers["Authorization"] = f"Bearer {token}"


def is_unauthorised(response: Response) -> bool:
    """What most APIs answer to a token that has ended."""
    return response.status_code == requests.codes.unauthorized


def oauth_renewal(access: Access, url: str, extra: Mapping[str, str] | None = None) -> Renew:
    """How OAuth 2 renews: a form with client and refresh token, which the answer may rotate."""

    def renew(refresh: str) -> Token:
        form = {
            "grant_type": "refresh_token",
            "client_id": access.secret("client_id"),
            "client_secret": access.secret("client_secret"),
            "refresh_token": refresh or access.secret("refresh_token"),
            **(extra or {}),
        }
        response = requests.post(url, data=form, timeout=60)
        response.raise_for_status()
        told = response.json()
        ends_at = time.time() + float(told.get("expires_in", 3600))
        return Token(told["access_token"], ends_at, told.get("refresh_token") or refresh)

    return renew
