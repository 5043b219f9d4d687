"""How long a platform asks to be left alone: Retry-After, or what Google says in its answer.

Google's REST errors hold a `google.rpc.RetryInfo`, and those of Google Ads `quotaErrorDetails`; in
both the time stands as `retryDelay`, such as "900s".
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Iterator, Mapping
from email.utils import mktime_tz, parsedate_tz

import requests
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter

from ingest.apis.api import ApiError, Json

HEADER = "Retry-After"
_DELAY = re.compile(r"([0-9]+(?:\.[0-9]+)?)s")


class PatientAdapter(HTTPAdapter):
    """Sends requests; a time to wait that the answer itself names goes where retries look for it.

    Nobody waits longer than `longest` seconds, and asking sooner than told only uses quota up: then
    the answer is that there is none.
    """

    def __init__(self, longest: float) -> None:
        super().__init__()
        self._longest = longest

    def send(self, request: PreparedRequest, *args: object, **options: object) -> Response:
        """One answer.

        Raises:
            ApiError: the platform wants to be left alone for longer.
        """
        response = super().send(request, *args, **options)  # ty: ignore[invalid-argument-type]
        if not _is_busy(response):
            return response
        seconds = delay(response)
        if seconds is not None and seconds > self._longest:
            raise ApiError(
                f"{response.status_code}, and to ask again after {seconds:.0f} seconds only "
                f"(longest_wait_seconds = {self._longest:.0f})"
            )
        if seconds is not None:
            response.headers[HEADER] = str(math.ceil(seconds))
        return response


def delay(response: Response) -> float | None:
    """Seconds to wait, the longest that is named; None when the answer names none."""
    named = [*_in_header(response.headers.get(HEADER, "")), *_in_body(response)]
    return max(named, default=None)


def _is_busy(response: Response) -> bool:
    too_many = requests.codes.too_many_requests
    return response.status_code in (too_many, requests.codes.service_unavailable)


def _in_header(text: str) -> Iterator[float]:
    moment = parsedate_tz(text)
    if text.strip().isdigit():
        yield float(text)
    elif moment is not None:
        yield max(mktime_tz(moment) - time.time(), 0)


def _in_body(response: Response) -> Iterator[float]:
    try:
        page = json.loads(response.content)
    except ValueError:
        return
    for said in _values(page, "retryDelay"):
        found = _DELAY.fullmatch(said) if isinstance(said, str) else None
        if found:
            yield float(found[1])


def _values(page: Json, name: str) -> Iterator[Json]:
    """Whatever stands under `name`, at any depth."""
    if isinstance(page, Mapping):
        for key, value in page.items():
            yield from [value] if key == name else _values(value, name)
    elif isinstance(page, list):
        for value in page:
            yield from _values(value, name)
