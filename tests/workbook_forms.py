"""Forms of units as these fill them in."""

from io import BytesIO


def workbook_with(content: bytes, amounts: dict[str, object]) -> bytes:
    """A form with these amounts filled in."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(content))
    columns = {cell.value: cell.column for cell in book["填报"][4]}
    for row in range(5, book["填报"].max_row + 1):
        item = str(book["填报"].cell(row, columns["编号"]).value)
        if item in amounts:
            book["填报"].cell(row, columns["本期完成"]).value = amounts[item]
    out = BytesIO()
    book.save(out)
    return out.getvalue()
