"""Personal data stops at the door: hashed with a key, masked in free text, nowhere in the lake."""

import hmac
import sqlite3
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from ingest.engine import connect
from ingest.pii import Hasher, ip_blocks
from ingest.rejects import masked
from ingest.sections import Engine
from tests.ingest.company import KEY, event, json_lines

PHONE, IDENTITY, CARD = "13812345678", "11010119900307123X", "6222021234567890123"
NAME, ADDRESS = "欧阳测试", "203.0.113.77"
SECRETS = [PHONE, IDENTITY, CARD, NAME, ADDRESS, KEY]


def hashed(value: str) -> str:
    return hmac.new(KEY.encode(), value.encode(), "sha256").hexdigest()


@given(key=st.text(min_size=16, max_size=90), value=st.text(max_size=80))
def test_the_hash_is_hmac_sha256(key, value):
    expected = hmac.new(key.encode(), value.encode(), "sha256").hexdigest()
    assert Hasher(SecretStr(key)).digest(value) == expected


def test_blocks_of_addresses():
    addresses = ["10.1.2.3", "2001:db8:1:2:3:4:5:6", "::1", "nonsense", None]
    assert ip_blocks(pa.array(addresses)).to_pylist() == [
        "10.1.2.0/24",
        "2001:db8:1:2::/64",
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"/reg?tel={PHONE}&x=1", "/reg?tel=[phone]&x=1"),
        (f"tel=86{PHONE}", "tel=[phone]"),
        (f"%2B86{PHONE}", "%2B[phone]"),
        (f"x%20{PHONE}", "x%20[phone]"),
        ("138-1234-5678 or 138 1234 5678", "[phone] or [phone]"),
        (f"{PHONE},{PHONE},{PHONE}", "[phone],[phone],[phone]"),
        (f'{{"id":"{IDENTITY}"}}', '{"id":"[id]"}'),
        (CARD, "[card]"),
        ("6222 0212 3456 7890", "[card]"),
        ("4111111111111111", "[card]"),
        ("utm_campaign=1700252260223815", "utm_campaign=1700252260223815"),
        ("bd_vid=12345678901234567890", "bd_vid=12345678901234567890"),
        ("campaign 6215304559271", "campaign 6215304559271"),
        ("2026-05-01 10:00:00.123456", "2026-05-01 10:00:00.123456"),
        ("致电１３８１２３４５６７８，谢谢", "致电[phone],谢谢"),
        ("限额５００００００元", "限额５００００００元"),
    ],
)
def test_numbers_of_people_are_masked_in_free_text_and_other_numbers_stay(tmp_path, text, left):
    with connect(Engine(threads=1), tmp_path) as connection:
        assert connection.execute("select hw_scrubbed($1)", [text]).fetchall() == [(left,)]


@pytest.mark.parametrize("column", ["推广计划", "账户", "设备"])
def test_numbers_of_people_are_masked_in_what_people_named_and_ids_stay(company, column):
    header = "日期,账户,推广计划,推广计划ID,设备,展现,点击,消费"
    good = {
        "日期": "2026-05-01",
        "账户": "13912345678901",
        "推广计划": "甲",
        "推广计划ID": "13912345678",
    }
    good |= {"设备": "计算机", "展现": "1", "点击": "1", "消费": "1"}
    told = good | {column: f"张三{PHONE}", "推广计划ID": ""}
    rows = "".join(",".join(row.values()) + "\n" for row in (good, told))
    company.drop("baidu_sem/a.csv", f"{header}\n{rows}")
    company.ingest()
    cells = company.rows("ad_spend", "account_id, campaign_id, campaign_name, device")
    assert cells[0] == ("13912345678901", "13912345678", "甲", "计算机")
    assert PHONE not in repr(cells)
    assert "张三[phone]" in cells[1]


def test_a_torn_line_hides_personal_fields_and_addresses():
    line = f'{{"event_name":"login","ip":"{ADDRESS}","name":"{NAME}","via":"{ADDRESS}","phone":"13'
    hidden = masked(line)
    assert '"event_name":"login"' in hidden
    assert not any(secret in hidden for secret in (ADDRESS, NAME, '"13'))


def platform(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        """
        create table users (user_id text, registered_at datetime, phone text, name text,
                            birth_year integer, updated_at datetime);
        create table kyc (kyc_id text, user_id text, id_number text, is_valid boolean,
                          verified_at datetime, updated_at datetime);
        create table card_binds (card_id text, user_id text, card_number text,
                                 bound_at datetime, updated_at datetime);
        """
    )
    at = "2026-05-01 10:00:00"
    users = [("1", at, PHONE, NAME, 1990, at), ("2", at, PHONE, NAME, 1500, at)]
    connection.executemany("insert into users values (?, ?, ?, ?, ?, ?)", users)
    attempts = [("k1", "1", IDENTITY, 1, at, at), ("k2", "1", IDENTITY, 7, at, at)]
    connection.executemany("insert into kyc values (?, ?, ?, ?, ?, ?)", attempts)
    cards = [("b1", "1", CARD, at, at), ("b2", "1", CARD, "never", at)]
    connection.executemany("insert into card_binds values (?, ?, ?, ?, ?)", cards)
    connection.commit()
    connection.close()


def test_no_personal_value_is_anywhere_but_in_the_delivered_files(company):
    company.settle('[platform]\nurl = "sqlite:///platform.db"\n')
    platform(company.home / "platform.db")
    good = event(
        1,
        ip=ADDRESS,
        url=f"https://x.cn/?tel={PHONE}&card={CARD}",
        referrer=f"https://y.cn/{IDENTITY}",
        props={"note": f"{PHONE} {CARD}"},
    )
    bad = event(2, ip=ADDRESS, event_at=PHONE, props={"note": IDENTITY})
    torn = f'{{"event_id":"3","ip":"{ADDRESS}","phone":"{PHONE}","name":"{NAME}"'
    company.drop("events/events_20260501.jsonl.gz", json_lines([good, bad], torn))
    header = "txn_id,event,user_id,sub_id,click_time,order_time,commission_yuan,status,updated_time"
    partner = f"C1,register,1,{PHONE},,{PHONE},{CARD},approved,2026-05-01 10:00:00"
    company.drop("cpa_network/cpa_network_20260501.csv", f"{header}\n{partner}\n")
    report = company.ingest()
    assert (report.rows, report.rejected) == (4, 6)
    left = [
        path
        for path in company.home.rglob("*")
        if path.is_file() and not {"done", "platform.db", ".env"} & set(path.parts)
    ]
    content = b"".join(path.read_bytes() for path in left if path.suffix != ".parquet")
    content += "".join(everything(path) for path in left if path.suffix == ".parquet").encode()
    assert b"[phone]" in content
    for secret in SECRETS:
        assert secret.encode() not in content, secret
        assert secret not in repr(report)


def test_numbers_in_file_names_and_as_accounts_stay_outside(company):
    other = "13912345678"
    header = "日期,账户,推广计划ID,推广计划,展现,点击,消费"
    rows = [f"2026-05-01,{who},1,甲,10,1,{cost}.00" for who, cost in ((PHONE, 5), (other, 7))]
    company.drop(f"baidu_sem/张三_{PHONE}.csv", "\n".join([header, *rows, ""]))
    company.drop(f"baidu_sem/{IDENTITY}.csv", f"{header}\n2026-05-02,{PHONE},1,甲,10,1,viel\n")
    company.drop(f"baidu_sem/{CARD}.xlsx", b"no workbook")
    company.drop(f"events/{PHONE}.jsonl", '{"event_id": "1"}\n{"event_id": "2", "url": "\xff"}\n')
    deep = "[" * 300_000
    company.drop(f"events/{other}.jsonl", f'{{"event_id": "1", "props": {deep}}}\n')
    report = company.ingest()
    for mart in ("ad_spend", "deliveries", "rejects"):
        kept = "".join(map(everything, (company.paths.lake / mart).glob("*.parquet")))
        assert "[phone]" in kept or "[id]" in kept
        assert not any(secret in kept for secret in (PHONE, other, IDENTITY, CARD))
    assert not any(secret in repr(report) for secret in (PHONE, other, IDENTITY, CARD))
    spent = company.rows("ad_spend", "account_id, cost_raw")
    assert spent == [(hashed(PHONE), "5.00"), (hashed(other), "7.00")]
    covered = "where status = 'loaded' and stat_date = '2026-05-01'"
    accounts = company.rows("deliveries", "account_id", covered)
    assert sorted(accounts) == sorted([(hashed(PHONE),), (hashed(other),)])


def everything(path: Path) -> str:
    """All cells of a Parquet file, which are packed on disk."""
    return repr(duckdb.execute("from read_parquet($1)", [str(path)]).fetchall())


def test_hashes_stand_where_the_values_stood(company):
    company.settle('[platform]\nurl = "sqlite:///platform.db"\n')
    platform(company.home / "platform.db")
    company.drop("events/events_1.jsonl.gz", json_lines([event(1, ip=ADDRESS), event(2, ip="")]))
    company.ingest()
    assert company.rows("users", "phone_hash, name_hash") == [(hashed(PHONE), hashed(NAME))]
    assert company.rows("kyc", "id_number_hash") == [(hashed(IDENTITY),)]
    assert company.rows("card_binds", "card_number_hash") == [(hashed(CARD),)]
    assert company.rows("events", "ip_hash, ip_block_hash") == [
        (hashed(ADDRESS), hashed("203.0.113.0/24")),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("props", "left"),
    [
        (f'{{"tel":{PHONE}}}', '{"tel":"[phone]"}'),
        (f'{{"tels": [{PHONE}, {PHONE}, 12]}}', '{"tels": ["[phone]", "[phone]", 12]}'),
        (f'{{"card":{CARD},"amount":12000000000}}', '{"card":"[card]","amount":"12000000000"}'),
        (f'{{"real_name": "{NAME}"}}', '{"real_name": "[name]"}'),
        ('{"mail":"a.b@c.cn"}', '{"mail":"[e-mail]"}'),
        ('{"amount":12.5,"product_name":"X"}', '{"amount":12.5,"product_name":"X"}'),
    ],
)
def test_masked_properties_are_still_json(tmp_path, props, left):
    with connect(Engine(threads=1), tmp_path) as connection:
        sql = "select hw_scrubbed_json($1), json_valid(hw_scrubbed_json($1))"
        assert connection.execute(sql, [props]).fetchall() == [(left, True)]


def test_people_known_by_their_phone_number_are_known_by_its_hash(company):
    codes = {"user_id": PHONE, "invite_code": f"+86{PHONE}", "device_id": IDENTITY}
    spoken = event(1, anonymous_id=PHONE, user_agent=f"App/{PHONE}", **codes)
    company.drop("events/events_1.jsonl.gz", json_lines([spoken, event(2, user_id="10001")]))
    company.ingest()
    columns = "anonymous_id, user_id, invite_code, device_id, user_agent"
    found = company.rows("events", columns, "where user_id <> '10001'")
    own = hashed(PHONE)
    assert found == [(own, own, hashed(f"+86{PHONE}"), hashed(IDENTITY), "App/[phone]")]
    assert company.rows("events", "user_id", "where user_id = '10001'") == [("10001",)]
