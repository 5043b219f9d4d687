"""Tracking links that the channel rules recognise, or words on why there can be none."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from ingest.config import Settings
from orchestration.dbt_project import own_channel_rules, own_channels
from orchestration.parsed import PROJECT

LONGEST_LINK = 1000
"""Characters; longer addresses make QR codes that a phone cannot read off a poster."""
_RULE_FIELDS = ("utm_source", "utm_medium", "utm_content")
_NOT_IN_A_LINK = ("click_id_type", "has_invite", "referrer_domain")
_OURS = {"utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "hw_code", "invite"}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_HOST = re.compile(r"(localhost|([\w-]+\.)+[\w-]{2,})", re.UNICODE)

Rule = Mapping[str, str]


class LinkError(Exception):
    """The link cannot be issued; the message says why, in both languages."""


@dataclass(frozen=True)
class LinkRequest:
    """What a link is wanted for; only the channel and the landing address are always needed."""

    channel: str
    landing_url: str
    campaign: str = ""
    code: str = ""
    team: str = ""
    venue: str = ""
    label: str = ""


@dataclass(frozen=True)
class Book:
    """What decides about links: channels, rules in their order, and codes with their channel."""

    channels: frozenset[str]
    rules: Sequence[Rule]
    issued: Mapping[str, str] = field(default_factory=dict)


def read_book(settings: Settings, issued: Mapping[str, str]) -> Book:
    """The product's channels and rules and the company's own, with the codes `issued` so far."""
    seeded = [*_seed("channel_rules"), *map(_texts, own_channel_rules(settings.channel))]
    rows = [*_seed("channels"), *map(_texts, own_channels(settings.channel))]
    rules = sorted(seeded, key=lambda rule: (int(rule["priority"]), rule["channel"]))
    return Book(frozenset(row["channel"] for row in rows), rules, issued)


def build_link(request: LinkRequest, book: Book) -> str:
    """The landing address with the parameters by which the rules know the channel.

    Raises:
        LinkError: unknown channel, broken address, a code of another channel, or no rule that a
            link could satisfy.
    """
    _check_channel(request, book)
    _check_landing(request.landing_url)
    _check_code(request, book)
    ours = [rule for rule in book.rules if rule["channel"] == request.channel]
    linkable = [rule for rule in ours if not any(rule[name] for name in _NOT_IN_A_LINK)]
    for rule in linkable:
        parameters = _parameters(rule, request)
        if request.code.startswith(rule["code_prefix"]) and (
            recognised(parameters, book.rules) == request.channel
        ):
            return _with(request.landing_url, parameters)
    raise LinkError(_why_not(request.channel, linkable))


def recognised(parameters: Mapping[str, str], rules: Sequence[Rule]) -> str | None:
    """The channel of the first rule that these parameters of an address satisfy."""
    found = (rule for rule in rules if _satisfies(parameters, rule))
    return next((rule["channel"] for rule in found), None)


def _satisfies(parameters: Mapping[str, str], rule: Rule) -> bool:
    if any(rule[name] for name in _NOT_IN_A_LINK):
        return False
    named = all(
        not rule[name] or parameters.get(name, "").lower() == rule[name] for name in _RULE_FIELDS
    )
    return named and parameters.get("hw_code", "").startswith(rule["code_prefix"])


def _parameters(rule: Rule, request: LinkRequest) -> dict[str, str]:
    place = "-".join(part for part in (request.team, request.venue) if part)
    is_by_code = bool(rule["code_prefix"])
    wanted = {
        "utm_source": rule["utm_source"] or ("" if is_by_code else request.channel),
        "utm_medium": rule["utm_medium"] or ("" if is_by_code else "link"),
        "utm_campaign": request.campaign,
        "utm_content": rule["utm_content"] or place,
        "utm_term": place if rule["utm_content"] else "",
        "hw_code": request.code,
    }
    return {name: value for name, value in wanted.items() if value}


def _with(landing_url: str, parameters: Mapping[str, str]) -> str:
    parts = urlsplit(landing_url)
    query = "&".join(filter(None, [parts.query, urlencode(parameters, quote_via=quote)]))
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._") or "/"
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    link = urlunsplit((parts.scheme, host, path, query, parts.fragment))
    if len(link) > LONGEST_LINK:
        raise LinkError(
            f"The link has {len(link)} characters, more than {LONGEST_LINK}. "
            "链接过长，无法生成二维码。"
        )
    return link


def _check_channel(request: LinkRequest, book: Book) -> None:
    if request.channel not in book.channels:
        raise LinkError(
            f"There is no channel {request.channel!r}; one of {', '.join(sorted(book.channels))}. "
            "没有这个渠道。"
        )


def _check_landing(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    is_whole = parts.scheme in ("http", "https") and _HOST.fullmatch(host)
    if not is_whole or re.search(r"\s", url) or "@" in parts.netloc:
        raise LinkError(
            f"{url!r} is not a whole web address such as https://www.example.cn/lp. "
            "落地页不是完整的网址。"
        )
    taken = sorted(_OURS & {name.lower() for name, _ in parse_qsl(parts.query, True)})
    if taken:
        raise LinkError(
            f"{url!r} already carries {', '.join(taken)}; give the address without. "
            "落地页已带有跟踪参数，请去掉后再试。"
        )


def _check_code(request: LinkRequest, book: Book) -> None:
    code, channel = request.code, request.channel
    if not code:
        return
    if not _CODE.fullmatch(code):
        raise LinkError(
            f"The code {code!r} may have letters, digits, '.', '_' and '-', at most 40. "
            "渠道码只能含字母、数字、点、下划线和连字符，最多 40 位。"
        )
    owners = {book.issued[code]} if code in book.issued else set()
    owners |= {
        rule["channel"]
        for rule in book.rules
        if rule["code_prefix"] and code.startswith(rule["code_prefix"])
    }
    if owners and channel not in owners:
        raise LinkError(
            f"The code {code!r} belongs to {', '.join(sorted(owners))}, not to {channel}. "
            "该渠道码已属于其他渠道。"
        )
    if book.issued.get(code, channel) != channel:
        raise LinkError(
            f"The code {code!r} was issued to {book.issued[code]} already. 该渠道码已发给其他渠道。"
        )


def _why_not(channel: str, linkable: Sequence[Rule]) -> str:
    prefixes = sorted({rule["code_prefix"] for rule in linkable if rule["code_prefix"]})
    if prefixes:
        return (
            f"{channel} is known by its codes: give one that begins with {' or '.join(prefixes)}. "
            f"该渠道靠渠道码识别，请使用以 {'、'.join(prefixes)} 开头的渠道码。"
        )
    return (
        f"No rule knows {channel} by a link, so a link of it would not be counted for it. "
        "该渠道没有可由链接识别的规则。"
    )


def _seed(name: str) -> list[Rule]:
    with (PROJECT / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [_texts(row) for row in csv.DictReader(file)]


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row.items()}
