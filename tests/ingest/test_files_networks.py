"""Order lists in XML and the log of a DSP, with what their networks really write."""

import bz2

COLUMNS = "network_txn_id, line_no, our_order_id, sub_id, commission_raw, status, raw_status"
ORDER = (
    "<order><merchant_id>hw</merchant_id><u_id>site9|a</u_id><order_code>T{n}</order_code>"
    "<product_code>{product}</product_code><order_time>2026-05-01 10:00:00</order_time>"
    "<item_count>1</item_count><item_price>50000</item_price><sales>50,000.00</sales>"
    '<commission>"1,234.00"</commission><stat_desc>{status}</stat_desc></order>'
)


def orders(*some: tuple[int, str, str]) -> bytes:
    rows = "".join(
        ORDER.format(n=n, product=product, status=status).replace('"', "")
        for n, product, status in some
    )
    return f'<?xml version="1.0" encoding="GBK"?><list>{rows}</list>'.encode("gbk")


def test_linktech_orders_are_told_apart_by_order_and_product(company):
    listed = orders((1, "P1", "未核对"), (1, "P2", "核对有效"), (2, "P1", "无效订单"))
    company.drop("linktech/trans_list_20260502.xml", listed)
    report = company.ingest()
    assert (report.rows, report.rejected) == (3, 0)
    assert company.rows("partner_orders", COLUMNS) == [
        ("T1", "P1", "T1", "site9|a", "1234.00", "pending", "未核对"),
        ("T1", "P2", "T1", "site9|a", "1234.00", "approved", "核对有效"),
        ("T2", "P1", "T2", "site9|a", "1234.00", "declined", "无效订单"),
    ]
    assert company.rows("partner_orders", "distinct status_at") == [("2026-05-02 15:59:59",)]


def test_linktech_fields_may_be_attributes(company):
    row = (
        '<o order_code="T1" product_code="P" order_time="2026-05-01 10:00:00" sales="1" '
        'commission="2" stat_desc="未核对"/>'
    )
    company.drop("linktech/a.xml", f"<orders>{row}</orders>")
    company.ingest()
    assert company.rows("partner_orders", "our_order_id, commission_raw") == [("T1", "2")]


def test_an_empty_list_of_orders_is_no_mistake(company):
    company.drop("linktech/a.xml", "<orders></orders>")
    assert company.ingest().sources["linktech"].loaded == 1


def test_xml_without_the_commission_or_with_entities_is_refused(company):
    company.drop("linktech/a.xml", orders((1, "P", "x")).decode("gbk").replace("commission", "c"))
    company.drop("linktech/b.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    refusals = company.ingest().sources["linktech"].refusals
    assert "commission" in refusals["a.xml"].en
    assert "DTD" in refusals["b.xml"].en


def line(kind: str, paid: str, creative: str = "c1", at: str = "20260501123456789") -> str:
    fields = ["null"] * 24
    fields[1], fields[2], fields[8], fields[18], fields[20], fields[22] = (
        *(at, kind, "2", creative),
        *(paid, "1458"),
    )
    return "\t".join(fields) + "\n"


def test_a_log_of_impressions_and_clicks_becomes_spend_per_creative_and_day(company):
    """Prices are fen per thousand impressions: 80 + 41 cost 0.121 fen."""
    late = line("1", "77", at="20260502000000000")
    text = line("1", "80") + line("1", "41") + line("2", "80") + line("1", "5", "c2") + late
    company.drop("dsp_ipinyou_log/log.txt.bz2", bz2.compress(text.encode()))
    company.ingest()
    columns = "stat_date, account_id, creative_id, placement, impressions, clicks, cost_raw"
    assert company.rows("ad_spend", f"{columns}, cost_unit") == [
        ("2026-05-01", "1458", "c1", "2", "2", "1", "0.121", "fen"),
        ("2026-05-01", "1458", "c2", "2", "1", "0", "0.005", "fen"),
        ("2026-05-02", "1458", "c1", "2", "1", "0", "0.077", "fen"),
    ]


def test_a_log_without_clicks_does_not_say_that_there_were_none(company):
    company.drop("dsp_ipinyou_log/imp.txt", line("1", "80") + line("3", "80") + line("1", "null"))
    assert company.ingest().rejected == 1
    assert company.rows("ad_spend", "impressions, clicks") == [("1", None)]


def test_logs_of_bids_or_of_clicks_alone_are_refused_with_advice(company):
    company.drop("dsp_ipinyou_log/bid.txt", "\t".join(["x"] * 21) + "\n")
    company.drop("dsp_ipinyou_log/clk.txt", line("2", "80"))
    refusals = company.ingest().sources["dsp_ipinyou_log"].refusals
    assert "log of bids" in refusals["bid.txt"].en
    assert "曝光与点击合并" in refusals["clk.txt"].zh
