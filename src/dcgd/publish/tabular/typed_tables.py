"""Typed tables as CSV, JSON and Parquet."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dcgd.index.public import ColumnType
from dcgd.publish.table import harmless
from dcgd.publish.tabular.titles import title_of

if TYPE_CHECKING:
    import pyarrow

Values = Sequence[Any]


class Field(NamedTuple):
    """A column and what it holds."""

    name: str
    kind: ColumnType


class Data(NamedTuple):
    """A table: its name, its columns, its rows in their order, each value of its column's kind or None."""

    name: str
    fields: tuple[Field, ...]
    rows: list[Values]


def as_csv(data: Data, *, chinese: bool = False) -> bytes:
    """A table as CSV in UTF-8; text that a spreadsheet would take for a formula gets an apostrophe in front.

    `chinese`: headed by Chinese titles instead of the names of the columns.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([title_of(data.name, field.name) if chinese else field.name for field in data.fields])
    kinds = [field.kind for field in data.fields]
    for row in data.rows:
        writer.writerow([_csv_cell(value, kind) for value, kind in zip(row, kinds, strict=True)])
    return out.getvalue().encode("utf-8", "replace")


def _csv_cell(value: Any, kind: ColumnType) -> str:
    if value is None:
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "list":
        return harmless("、".join(value))
    return harmless(str(value)) if kind == "text" else str(value)


def as_json(tables: Iterable[Data]) -> bytes:
    """Tables as one JSON object: under each name an array of rows."""
    by_name = {data.name: [_json_row(data.fields, row) for row in data.rows] for data in tables}
    lines = (
        f"{json.dumps(name)}: [" + ",".join(f"\n  {json.dumps(row, ensure_ascii=False)}" for row in rows) + "]"
        for name, rows in by_name.items()
    )
    return ("{" + ",\n".join(lines) + "}\n").encode("utf-8", "replace")


def _json_row(fields: Sequence[Field], row: Values) -> Mapping[str, Any]:
    return {field.name: value for field, value in zip(fields, row, strict=True)}


def as_parquet(data: Data) -> bytes:
    """A table as Parquet."""
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(as_arrow(data), out, compression="zstd")
    return out.getvalue()


def as_arrow(data: Data) -> "pyarrow.Table":
    """A table as Arrow holds it."""
    import pyarrow

    schema = arrow_schema(data.fields)
    columns = [
        pyarrow.array([_parquet_cell(row[index], field.kind) for row in data.rows], column.type)
        for index, (field, column) in enumerate(zip(data.fields, schema, strict=True))
    ]
    return pyarrow.Table.from_arrays(columns, schema=schema)


def arrow_schema(fields: Sequence[Field]) -> "pyarrow.Schema":
    """The columns of a table with the types of Arrow and of Parquet."""
    import pyarrow

    types = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "boolean": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "list": pyarrow.list_(pyarrow.string()),
    }
    return pyarrow.schema([(field.name, types[field.kind]) for field in fields])


def _parquet_cell(value: Any, kind: ColumnType) -> Any:
    if value is None or kind in ("integer", "boolean"):
        return value
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "list":
        return [_encodable(part) for part in value]
    return float(value) if kind == "number" else _encodable(value)


def _encodable(text: str) -> str:
    """Text that UTF-8 can hold: half a surrogate pair becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")
