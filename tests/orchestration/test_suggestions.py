import duckdb

from orchestration import suggestions


def test_unmatched_values_are_published_with_the_known_name_they_are_like():
    with duckdb.connect() as connection:
        connection.execute(
            "create table int_channel_rules as select * from (values ('baidu', 'cpc'), "
            "('weibo', null)) as t (utm_source, utm_medium)"
        )
        connection.execute("create table int_codes as select 'QR-77' as code")
        connection.execute(
            "create table fct_unmatched_traffic as select * from (values "
            "('baidou', '', ''), ('newsletter', 'cpc', ''), ('', '', 'QR_77')) "
            "as t (utm_source, utm_medium, code)"
        )
        names = suggestions.known_names(connection)
        suggestions.write(connection, names)
        rows = connection.execute("from unmatched_suggestions order by all").fetchall()
    assert rows == [("code", "QR_77", "QR-77"), ("utm_source", "baidou", "baidu")]


def test_without_anything_to_compare_there_are_no_suggestions():
    with duckdb.connect() as connection:
        suggestions.write(connection, suggestions.known_names(connection))
        assert connection.execute("from unmatched_suggestions").fetchall() == []
