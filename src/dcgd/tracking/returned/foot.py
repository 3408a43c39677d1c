"""What stands below the table of a form: where it is signed, and how it is filled in."""

from collections.abc import Iterable

from dcgd.source.sheet_xml import Cell, Rows
from dcgd.tracking.returned import forms

SIGNED = (forms.FILLED_BY, forms.CHECKED_BY)
"""Who signs the whole form; on forms of before a column down to its end, also beside items of which nothing is
reported."""


def rows_below(rows: Rows, key: int) -> frozenset[int]:
    """The rows that the form itself wrote below its table: the column `key` says so, wherever they were moved to."""
    return frozenset(number for number, cells in rows.items() if key in cells and _text(cells[key]) == forms.BELOW)


def signed(rows: Rows, below: Iterable[int]) -> dict[str, Cell]:
    """Who filled in and who checked the form, as it stands below the table behind `填报人：` and `审核人：`."""
    signatures: dict[str, Cell] = {}
    for number in sorted(below):
        behind = ""
        for _column, cell in sorted(rows[number].items()):
            text = _text(cell)
            named = next((name for name in forms.FOOT if text.startswith(name)), "")
            rest = text.removeprefix(named).lstrip("：:")
            behind = named or behind
            if behind in SIGNED and (rest or cell.formula):
                signatures.setdefault(behind, cell._replace(value=rest) if named else cell)
    return signatures


def _text(cell: Cell) -> str:
    return "" if cell.value is None else "".join(str(cell.value).split())
