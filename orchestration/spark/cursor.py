"""How dbt's statements reach the cluster: a query and its answer are one call.

dbt-spark's own cursor sets an option, has the query analysed, asks for its columns and then for its
rows. Each of the four is a call, and three of them plan the query anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
from dbt_common.exceptions import DbtRuntimeError
from pyspark.errors import PySparkException
from pyspark.sql.connect.dataframe import DataFrame
from pyspark.sql.connect.plan import SQL
from pyspark.sql.connect.session import SparkSession
from pyspark.sql.types import StructType

_COMMENT = r"/\*(?:(?!\*/).)*\*/|--[^\n]*\n"
QUERY = re.compile(rf"(?:\s|{_COMMENT})*\(?\s*(?:select|with|values)\b", re.IGNORECASE | re.DOTALL)
"""A statement that only asks; all others are carried out when they are sent."""
Column = tuple[str, str, None, None, None, None, bool]


class Cursor:
    """One statement of dbt at a time, in the session that `connect` made."""

    def __init__(self, *, server_side_parameters: dict[str, str] | None = None) -> None:
        self._frame: DataFrame | None = None
        self._known: tuple[pa.Table, StructType] | None = None

    def execute(self, sql: str, *parameters: object) -> None:
        """Carry the statement out; a query is answered in the same call.

        Raises:
            DbtRuntimeError: with the words of the cluster, when it refuses or fails.
        """
        text = sql % parameters if parameters else sql
        session, self._known = SparkSession.active(), None
        try:
            if QUERY.match(text):
                self._frame = DataFrame(SQL(text), session)
                self._answer()
            else:
                told = session.sql(text)
                assert isinstance(told, DataFrame)
                self._frame = told
        except PySparkException as error:
            raise DbtRuntimeError(str(error)) from error

    @property
    def description(self) -> Sequence[Column]:
        """Name, type and nullability of each column of the answer."""
        if self._frame is None:
            return []
        fields = self._answer()[1].fields
        return [
            (field.name, field.dataType.simpleString(), None, None, None, None, field.nullable)
            for field in fields
        ]

    def fetchall(self) -> list[tuple[object, ...]]:
        """The rows of the answer."""
        if self._frame is None:
            return []
        columns = [column.to_pylist() for column in self._answer()[0].columns]
        return list(zip(*columns, strict=True))

    def close(self) -> None:
        """Forget the answer."""
        self._frame = self._known = None

    def _answer(self) -> tuple[pa.Table, StructType]:
        assert self._frame is not None
        if self._known is None:
            table, schema = self._frame._to_table()
            assert schema is not None
            self._known = table, schema
        return self._known
