"""360 Dianjing: one report per level, paged by its `...Count` twin."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

import requests
from dlt.sources.helpers.rest_client import RESTClient
from requests import PreparedRequest, Response

from ingest.apis.access import Access, Put, Renew, Token, TokenAuth
from ingest.apis.api import Api, ApiError, Ask, Record, count, records, short_of
from ingest.apis.paging import CountedPages, in_form, parsed, texts

NOT_READY = "70109"
TOKEN_HOURS = 10
PATH = "dianjing/report/keyword"
LIST = "keywordList"


class Qihoo(Api):
    """Keyword report. One row per object and device: `computer` and `mobile` are never a sum."""

    source = "qihoo_api"
    url = "https://api.e.360.cn"
    secrets = ("api_key", "access_token", "or user_name and password_cipher")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """The count first, then as many pages as it states."""
        form: dict[str, str | int] = {
            "startDate": str(ask.first),
            "endDate": str(ask.last),
            "format": "json",
        }
        form |= {"level": "account", "type": "all"}
        auth = TokenAuth(access, _renewal(client, access), _put(access), _has_ended)
        counted = next(texts(client, f"{PATH}Count", _fault, method="POST", data=form, auth=auth))
        yield counted
        pages = count(parsed(counted).get("totalPage"))
        if pages:
            paginator = CountedPages(in_form("page", form), lambda _: pages)
            yield from texts(client, PATH, _fault, method="POST", auth=auth, paginator=paginator)

    def rows(self, page: Record) -> Sequence[Record]:
        """Rows of one page; the count has none."""
        return records(page.get(LIST))

    def missing(self, pages: Sequence[Record]) -> str:
        """Fewer rows or pages than the count stated."""
        stated = pages[0] if pages else {}
        expected, came = count(stated.get("totalPage")), len(pages) - 1
        if pages and came < expected:
            return f"{came} / {expected} pages"
        found = sum(len(self.rows(page)) for page in pages)
        return short_of(pages, found, count(stated.get("totalNumber")))


def _renewal(client: RESTClient, access: Access) -> Renew:
    def renew(_: str) -> Token:
        if access.has("access_token"):
            return Token(access.secret("access_token"), time.time() + TOKEN_HOURS * 3600)
        form = {
            "username": access.secret("user_name"),
            "passwd": access.secret("password_cipher"),
            "format": "json",
        }
        response = requests.post(
            f"{client.base_url.rstrip('/')}/uc/account/clientLogin",
            data=form,
            headers={"apiKey": access.secret("api_key")},
            timeout=60,
        )
        response.raise_for_status()
        told = parsed(response.text)
        if not told.get("accessToken"):
            raise ApiError(_fault(told) or f"no accessToken: {response.text[:120]}")
        return Token(str(told["accessToken"]), time.time() + TOKEN_HOURS * 3600)

    return renew


def _put(access: Access) -> Put:
    def put(request: PreparedRequest, token: str) -> None:
        request.headers["apiKey"] = access.secret("api_key")
        request.headers["accessToken"] = token

    return put


def _has_ended(response: Response) -> bool:
    if response.status_code == requests.codes.unauthorized:
        return True
    return "accessToken" in _fault(parsed(response.text)) if response.ok else False


def _fault(page: Record) -> str:
    failures = records(page.get("failures"))
    if not failures:
        return ""
    told = "; ".join(f"{one.get('code')} {one.get('message')}" for one in failures)
    is_early = any(str(one.get("code")) == NOT_READY for one in failures)
    return f"{told} (not generated yet; asked again at the next run)" if is_early else told
