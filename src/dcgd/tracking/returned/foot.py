"""What stands below the table of a form: where it is signed, and how it is filled in."""

from collections.abc import Iterable, Mapping

from dcgd.source.sheet_xml import Cell, Rows
from dcgd.tracking.returned import forms

SIGNED = (forms.FILLED_BY, forms.CHECKED_BY)
"""Who signs the whole form; on forms of before a column down to its end, also beside items of which nothing is
reported."""


def rows_below(rows: Rows, key: int) -> frozenset[int]:
    """The rows that the form itself wrote below its table: the column `key` says so, wherever they were moved to."""
    return frozenset(number for number, cells in rows.items() if key in cells and _text(cells[key]) == forms.BELOW)


def signed(rows: Rows, below: Iterable[int], columns: Mapping[str, int]) -> dict[str, Cell]:
    """Who filled in and who checked the form, as it stands below the table in the columns of SIGNED_IN."""
    signatures: dict[str, Cell] = {}
    for number in sorted(below):
        for name, title in forms.SIGNED_IN.items():
            cell = rows[number].get(columns.get(title, 0))
            if cell is not None and (_text(cell) or cell.formula):
                signatures.setdefault(name, cell)
    return signatures


def _text(cell: Cell) -> str:
    return "" if cell.value is None else "".join(str(cell.value).split())
