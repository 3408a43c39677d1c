"""What papers look like before and after they are written: their text on the screen, PDF where LibreOffice is."""

import io
from collections.abc import Sequence
from pathlib import Path

from dcgd.cli.console import say
from dcgd.cli.paper import steps
from dcgd.source import files
from dcgd.source.as_pdf import as_pdf, converter
from dcgd.unseen import without_unseen


def preview(name: str, data: bytes) -> None:
    """Print the text of a Word file, a paragraph or a row a line, tables last; of other files only their name."""
    print(f"== {without_unseen(name, ' ')}")
    if name.endswith(".docx"):
        from docx import Document

        document = Document(io.BytesIO(data))
        lines = [paragraph.text for paragraph in document.paragraphs]
        lines += [
            "｜".join(dict.fromkeys(cell.text for cell in row.cells)) for table in document.tables for row in table.rows
        ]
        for line in lines:
            if line.strip():
                print(without_unseen(line, " ").rstrip())
    print()


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
