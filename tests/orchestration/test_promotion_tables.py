import duckdb

from orchestration import promotion_tables


def effects_written(effect: float) -> list[tuple]:
    row = {"promotion_id": "spring", "arm": "packet", "effect": effect, "cumulative": None}
    with duckdb.connect() as connection:
        promotion_tables.write(connection, {"fct_promotion_effects": [row]})
        written = "select effect, cumulative from measured.fct_promotion_effects"
        return connection.execute(written).fetchall()


def test_numbers_whose_parts_were_summed_in_another_order_are_published_alike() -> None:
    forwards, backwards = (0.1 + 0.2) + 0.3, 0.1 + (0.2 + 0.3)
    assert forwards != backwards
    assert effects_written(forwards) == effects_written(backwards) == [(0.6, None)]


def test_amounts_in_the_millions_keep_their_fen() -> None:
    assert effects_written(1_234_567.89) == [(1_234_567.89, None)]
