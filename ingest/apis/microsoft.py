"""Microsoft Advertising: submit a report, wait for it, download the zipped CSV."""

from __future__ import annotations

import csv
import io
import json
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date

from dlt.sources.helpers.rest_client import RESTClient
from requests import PreparedRequest

from ingest.apis.access import Access, TokenAuth, bearer, is_unauthorised, oauth_renewal
from ingest.apis.api import Api, ApiError, Ask, Record, at
from ingest.apis.paging import parsed

TOKENS = "https://login.microsoftonline.com/common/oauth2/v2.0/token"
SCOPE = {"scope": "https://ads.microsoft.com/msads.manage offline_access"}
COLUMNS = ["TimePeriod", "AccountId", "CampaignId", "CampaignName", "DeviceType", "CurrencyCode"]
COLUMNS += ["Impressions", "Clicks", "Spend", "Conversions"]
WAITS = 60


class Microsoft(Api):
    """Campaigns of one account by day and device, complete days only, on Beijing's clock."""

    source = "microsoft_ads"
    url = "https://reporting.api.bingads.microsoft.com/Reporting/v13"
    secrets = ("developer_token", "client_id", "client_secret", "refresh_token", "customer_id")

    def pages(self, client: RESTClient, ask: Ask, access: Access) -> Iterator[str]:
        """One page: the CSV, as JSON text."""
        renew = oauth_renewal(access, ask.options.get("oauth_url", TOKENS), SCOPE)

        def put(request: PreparedRequest, token: str) -> None:
            bearer(request, token)
            request.headers["DeveloperToken"] = access.secret("developer_token")
            request.headers["CustomerAccountId"] = ask.account_id
            request.headers["CustomerId"] = access.secret("customer_id")

        auth = TokenAuth(access, renew, put, is_unauthorised)
        told = _post(client, "GenerateReport/Submit", {"ReportRequest": _report(ask)}, auth)
        request_id = told.get("ReportRequestId")
        if not request_id:
            raise ApiError(f"no ReportRequestId: {json.dumps(told, default=str)[:200]}")
        address = _wait(client, {"ReportRequestId": str(request_id)}, auth, ask)
        yield json.dumps({"csv": _downloaded(client, address) if address else ""})

    def rows(self, page: Record) -> Sequence[Record]:
        """Lines of the CSV by header."""
        return list(csv.DictReader(io.StringIO(str(page.get("csv") or ""))))


def _report(ask: Ask) -> dict[str, object]:
    def day(value: date) -> dict[str, int]:
        return {"Day": value.day, "Month": value.month, "Year": value.year}

    return {
        "Type": "CampaignPerformanceReportRequest",
        "Format": "Csv",
        "FormatVersion": "2.0",
        "ReportName": "Headwater",
        "ExcludeReportHeader": True,
        "ExcludeReportFooter": True,
        "ExcludeColumnHeaders": False,
        "ReturnOnlyCompleteData": True,
        "Aggregation": "Daily",
        "Columns": COLUMNS,
        "Scope": {"AccountIds": [int(ask.account_id)]},
        "Time": {
            "CustomDateRangeStart": day(ask.first),
            "CustomDateRangeEnd": day(ask.last),
            "ReportTimeZone": ask.options.get("report_time_zone", "BeijingChongqingHongKongUrumqi"),
        },
    }


def _post(client: RESTClient, path: str, body: dict[str, object], auth: TokenAuth) -> Record:
    return parsed(client.post(path, json=body, auth=auth).text)


def _wait(client: RESTClient, body: dict[str, object], auth: TokenAuth, ask: Ask) -> str:
    """The address of the finished report; '' when it has no rows."""
    for _ in range(WAITS):
        told = _post(client, "GenerateReport/Poll", body, auth)
        status = at(told, "ReportRequestStatus.Status")
        if status == "Success":
            return str(at(told, "ReportRequestStatus.ReportDownloadUrl") or "")
        if status == "Error":
            raise ApiError("the report failed: status Error")
        time.sleep(float(ask.options.get("poll_seconds", "10")))
    raise ApiError("the report was not ready in time; asked again at the next run")


def _downloaded(client: RESTClient, address: str) -> str:
    response = client.session.get(address)
    response.raise_for_status()
    try:
        with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
            return archive.read(archive.namelist()[0]).decode("utf-8-sig")
    except (zipfile.BadZipFile, IndexError, UnicodeDecodeError) as error:
        raise ApiError(f"the download is no zipped CSV: {error}") from error
