"""The person of this session: signed in or not, which role, and what is written down about it."""

from __future__ import annotations

import ipaddress
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal

import streamlit as st

from dashboards.access.log import Act, append
from dashboards.access.policy import (
    Claims,
    Policy,
    UnreadablePolicyError,
    read_policy,
    verified_email,
)
from dashboards.access.rights import ADMIN, may_open
from dashboards.queries.rows import EVERYTHING, Rows

ACCESS_VARIABLE = "HEADWATER_ACCESS"
LOG_VARIABLE = "HEADWATER_ACCESS_LOG"
NOTHING = Rows((), (), ())
LOCAL = "local"
_PAGE = "page_in_view"

State = Literal["here", "elsewhere", "signed_in", "signed_out", "expired", "no_role", "unreadable"]


@dataclass(frozen=True)
class Person:
    """Whoever reads: how that came about, under which name and role, and which rows."""

    state: State
    name: str = ""
    role: str = ""
    rows: Rows = NOTHING

    @property
    def is_admitted(self) -> bool:
        """Whether any page may be shown."""
        return self.state in ("here", "signed_in")

    def may_open(self, page: str) -> bool:
        """Whether this page may be shown."""
        return self.is_admitted and may_open(self.role, self.rows, page)


def current_person() -> Person:
    """Who is reading now, by the newest policy: asked at every run of a page."""
    try:
        policy = _policy()
    except UnreadablePolicyError:
        return Person("unreadable")
    if policy.has_provider:
        return _told_by(policy, st.user.to_dict())
    is_here = _is_local(st.context.ip_address) and _is_local(_host(st.context.headers.get("Host")))
    return Person("here", LOCAL, ADMIN, EVERYTHING) if is_here else Person("elsewhere")


def still_admitted(person: Person, claims: Claims) -> bool:
    """Whether a person may still do now what was offered before: same role, same rows, in time."""
    try:
        policy = _policy()
    except UnreadablePolicyError:
        return False
    found = _told_by(policy, claims) if policy.has_provider else person
    return found.is_admitted and found == person


def claims_of_session() -> dict[str, object]:
    """What the provider said about the person of this session."""
    return dict(st.user.to_dict())


def view_page(code: str) -> None:
    """Remember which page is being drawn, for what is written down."""
    st.session_state[_PAGE] = code


def note(person: Person, act: Act) -> Callable[[], None]:
    """What writes an act down when it is called, also after the page has ended."""
    page = str(st.session_state.get(_PAGE, ""))
    return partial(append, log_path(), person.name, person.role, page, act)


def current_view() -> tuple[Rows, Callable[..., None]]:
    """The rows that the reader may see, and whom to tell about looks at single people."""
    person = current_person()

    def witness(tables: tuple[str, ...], filters: Mapping[str, object], rows: int) -> None:
        note(person, Act("people", ", ".join(tables), rows, filters))()

    return person.rows, witness


def log_path() -> Path:
    """The company's access log; beside the serving file's folder when nobody says where."""
    told = os.environ.get(LOG_VARIABLE, "")
    if told:
        return Path(told)
    serving = Path(os.environ.get("HEADWATER_SERVING", "")).expanduser()
    return serving.parent.parent / "state" / "access-log.jsonl"


def _policy() -> Policy:
    told = os.environ.get(ACCESS_VARIABLE, "")
    if not told:
        return Policy()
    path = Path(told)
    try:
        changed_at = path.stat().st_mtime_ns
    except OSError as error:
        raise UnreadablePolicyError(told) from error
    return _read_once(path, changed_at)


@lru_cache(maxsize=4)
def _read_once(path: Path, changed_at: int) -> Policy:
    return read_policy(path)


def _told_by(policy: Policy, claims: Claims) -> Person:
    if claims.get("is_logged_in") is not True:
        return Person("signed_out")
    name = verified_email(claims) or str(claims.get("sub", ""))
    if policy.ends_at(claims) <= time.time():
        return Person("expired", name)
    found = policy.role_of(claims)
    return Person("signed_in", name, *found) if found else Person("no_role", name)


def _host(header: str | None) -> str | None:
    """The name in a Host header, without its port."""
    if not isinstance(header, str):
        return None
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]


def _is_local(host: str | None) -> bool:
    """Whether an address or a name is this machine; pages that no server draws have neither."""
    if not isinstance(host, str) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
