"""Typed tables: what a spreadsheet, a program and DuckDB read out of them."""

import csv
import io
import json
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from dcgd.publish.tabular.typed_tables import Data, Field, as_csv, as_json, as_parquet

FIELDS = (
    Field("text", "text"),
    Field("integer", "integer"),
    Field("number", "number"),
    Field("boolean", "boolean"),
    Field("day", "date"),
    Field("names", "list"),
)
FULL = ["甲", 1, 0.5, True, "2023-06-30", ["区水利局", "区财政局"]]
EMPTY = [None] * 6


def duck(data: Data, tmp_path: Path, query: str) -> list[tuple[object, ...]]:
    (tmp_path / "t.parquet").write_bytes(as_parquet(data))
    return duckdb.connect().execute(query.replace("t.parquet", str(tmp_path / "t.parquet"))).fetchall()


def test_parquet_keeps_the_types(tmp_path: Path) -> None:
    data = Data("t", FIELDS, [FULL, EMPTY])
    described = duck(data, tmp_path, "DESCRIBE SELECT * FROM 't.parquet'")
    assert [row[1] for row in described] == ["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "VARCHAR[]"]
    found = duck(data, tmp_path, "SELECT text, integer, number, boolean, year(day), names[1] FROM 't.parquet'")
    assert found == [("甲", 1, 0.5, True, 2023, "区水利局"), (None,) * 6]


def test_a_table_without_rows_still_has_its_columns(tmp_path: Path) -> None:
    data = Data("t", FIELDS, [])
    assert len(duck(data, tmp_path, "DESCRIBE SELECT * FROM 't.parquet'")) == 6
    assert as_csv(data) == b"text,integer,number,boolean,day,names\r\n"
    assert json.loads(as_json([data])) == {"t": []}


def test_json_is_one_object_with_the_rows_of_each_table() -> None:
    found = json.loads(as_json([Data("t", FIELDS, [FULL]), Data("u", FIELDS[:1], [["乙"]])]))
    assert found == {"t": [dict(zip((field.name for field in FIELDS), FULL, strict=True))], "u": [{"text": "乙"}]}


def test_csv_has_a_head_and_plain_values() -> None:
    lines = as_csv(Data("t", FIELDS, [FULL, EMPTY])).decode().split("\r\n")
    assert lines[1:] == ["甲,1,0.5,true,2023-06-30,区水利局、区财政局", ",,,,,", ""]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", '=HYPERLINK("http://x")'])
def test_text_in_csv_is_no_formula_but_a_negative_number_is_a_number(text: str) -> None:
    data = Data("t", (Field("a", "text"), Field("b", "list"), Field("c", "number")), [[text, [text], -1.5]])
    (_head, row) = csv.reader(io.StringIO(as_csv(data).decode(), newline=""))
    assert row == ["'" + text, "'" + text, "-1.5"]


def test_half_a_surrogate_pair_breaks_no_format() -> None:
    data = Data("t", (Field("a", "text"), Field("b", "list")), [["\ud800甲", ["\udfff"]]])
    assert as_csv(data).decode().endswith("?甲,?\r\n")
    assert json.loads(as_json([data])) == {"t": [{"a": "?甲", "b": ["?"]}]}
    assert parquet.read_table(io.BytesIO(as_parquet(data))).to_pylist() == [{"a": "?甲", "b": ["?"]}]


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**53), 2**53)), max_size=5))
def test_what_is_written_is_what_is_read(rows: list[tuple[str, int]]) -> None:
    data = Data("t", (Field("a", "text"), Field("b", "integer")), list(rows))
    wanted = [{"a": text, "b": number} for text, number in rows]
    assert json.loads(as_json([data])) == {"t": wanted}
    assert parquet.read_table(io.BytesIO(as_parquet(data))).to_pylist() == wanted
    assert as_parquet(data) == as_parquet(data)
