"""What papers look like before and after they are written: their text on the screen, PDF where LibreOffice is."""

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dcgd.cli.console import say
from dcgd.cli.paper import steps
from dcgd.naming import dotted_day
from dcgd.source import files
from dcgd.source.office import as_pdf, converter
from dcgd.unseen import without_unseen


def preview(name: str, data: bytes) -> None:
    """Print the text of a paper: of a Word file a paragraph or a row a line, tables last; of a workbook its rows."""
    print(f"== {without_unseen(name, ' ')}")
    for line in _of_word(data) if name.endswith(".docx") else _of_workbook(data):
        if line.strip():
            print(without_unseen(line, " ").rstrip())
    print()


def _of_word(data: bytes) -> Iterator[str]:
    from docx import Document

    document = Document(io.BytesIO(data))
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        for row in table.rows:
            yield "｜".join(
                {cell._tc: cell.text for cell in row.cells}.values()
            )  # merged ones stand there several times


def _of_workbook(data: bytes) -> Iterator[str]:
    """The rows of what is printed of the sheets that show, without what is empty."""
    from openpyxl import load_workbook

    for sheet in load_workbook(io.BytesIO(data)):
        if sheet.sheet_state == "visible":
            yield f"【{sheet.title}】"
            area = sheet.print_area.split("!")[-1].replace("$", "") if sheet.print_area else sheet.dimensions
            for row in sheet[area]:
                yield "｜".join(shown for cell in row if (shown := _shown(cell.value, cell.number_format)))


def _shown(value: object, form: str) -> str:
    """What a cell shows, in one line."""
    if isinstance(value, date):
        return dotted_day(value)
    if isinstance(value, int | float):
        return _numbers(value, form)
    return "" if value is None else "".join(str(value).split("\n"))


def _numbers(value: float, form: str) -> str:
    """A number as its cell shows it: a share in percent, a gap with its direction."""
    if "%" in form:
        return f"{value * 100:.1f}%".replace(".0%", "%") if value in (0, 1) else f"{value * 100:.1f}%"
    if "欠" in form:
        return f"{'欠' if value > 0 else '超'}{abs(value):.1f}" if value else "持平"
    return f"{value:g}"


def to_pdf(paths: Sequence[Path]) -> None:
    """Save papers as PDF beside them; says so where no program can, and which failed. Nothing is overwritten."""
    program = converter()
    if program is None:
        say("没有装 LibreOffice，没有另存 PDF；可以用 WPS 或 Word 打开后另存。")
        return
    for path in steps(paths, len(paths), "另存 PDF"):
        beside = path.with_suffix(".pdf")
        if beside.exists():
            say(f"{beside} 已经有了，没有覆盖")
        elif (made := as_pdf(program, path)) is None:
            say(f"没有能另存 PDF：{path}")
        else:
            files.write(beside, made)
