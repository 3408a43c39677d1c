"""Workbooks and Word documents put together by hand, part by part, so that any of them may lie."""

import io
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping

Make = Callable[[], bytes]
_OFFICE = "http://schemas.openxmlformats.org"
SHEET = f"{_OFFICE}/spreadsheetml/2006/main"
WORD_NAMES = f"{_OFFICE}/wordprocessingml/2006/main"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPES = f"{_OFFICE}/package/2006/content-types"
_LINKS = f"{_OFFICE}/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "cc">]>'
ENTITIES = (
    "<!DOCTYPE w [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)


def packed(parts: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, of which several may have one name; squeezed in a hurry, for a bomb is small in any case."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method, compresslevel=1) as package:
        warnings.simplefilter("ignore")
        for name, part in parts:
            package.writestr(name, part)
    return out.getvalue()


def _types(**parts: str) -> str:
    said = "".join(f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in parts.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_TYPES}">{rels}<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'


def links(**targets: str) -> str:
    """The part that says what a part leads to, by kind."""
    said = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATION}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_LINKS}">{said}</Relationships>'


def book(sheet: str | bytes = "<sheetData/>", more: Mapping[str, str | bytes] = {}, sheets: str = "") -> bytes:
    """A workbook of one sheet, which has this inside its `worksheet`; `more` are parts besides."""
    one = sheets or '<sheet name="S" sheetId="1" r:id="worksheet1"/>'
    begin, end = f'<worksheet xmlns="{SHEET}">', "</worksheet>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            **{"xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}
        ),
        "_rels/.rels": links(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_RELATION}"><sheets>{one}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            worksheet1="worksheets/sheet1.xml", styles="styles.xml", sharedStrings="sharedStrings.xml"
        ),
        "xl/worksheets/sheet1.xml": begin.encode() + sheet + end.encode()
        if isinstance(sheet, bytes)
        else begin + sheet + end,
    }
    return packed((parts | dict(more)).items())


def texts(items: str) -> dict[str, str]:
    """The part of shared texts."""
    return {"xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{items}</sst>'}


def styles(content: str) -> dict[str, str]:
    """The part of styles."""
    return {"xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{content}</styleSheet>'}


def rows(count: int, columns: int) -> str:
    """So many honest rows and columns of numbers and texts, as a sheet has them."""
    letters = [chr(ord("A") + column) for column in range(columns)]

    def cell(row: int, column: int) -> str:
        place = f"{letters[column]}{row}"
        if column % 3:
            return f'<c r="{place}"><v>{row * column / 8}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t>第{row}行</t></is></c>'

    return "".join(
        f'<row r="{row}">{"".join(cell(row, column) for column in range(columns))}</row>' for row in range(1, count + 1)
    )


def word(body: str | bytes, more: Mapping[str, str | bytes] = {}, root: str = "") -> bytes:
    """A Word document with this in its body (or `root` for its whole document); `more` are parts besides."""
    begin = f'<w:document xmlns:w="{WORD_NAMES}"><w:body>'
    end = "</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            **{
                "word/document.xml": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
                "word/numbering.xml": "wordprocessingml.numbering",
            }
        ),
        "_rels/.rels": links(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": links(styles="styles.xml", numbering="numbering.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{WORD_NAMES}"/>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{WORD_NAMES}"/>',
        "word/document.xml": root
        or (begin.encode() + body + end.encode() if isinstance(body, bytes) else begin + body + end),
    }
    return packed((parts | dict(more)).items())


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def merged(count: int) -> str:
    """A table whose first column is one cell over so many rows."""
    row = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc>{}</w:tc></w:tr>"
    begins = ' w:val="restart"'
    return f"<w:tbl>{''.join(row.format('' if at else begins, paragraph(str(at))) for at in range(count))}</w:tbl>"


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
"""What a paragraph says of itself to be an item of the list of `numbering`."""


def numbering(text: str, kind: str = "decimal") -> dict[str, str]:
    """The part of a list whose numbers look so: `%1` is the number."""
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return {"word/numbering.xml": f'<w:numbering xmlns:w="{WORD_NAMES}">{lists}</w:numbering>'}


def lying(data: bytes, name: bytes, size: int) -> bytes:
    """A package that says another size of a part."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]
