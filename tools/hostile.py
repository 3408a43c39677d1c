"""Documents that were made to do harm, and large honest ones: what tests and `tools/huge.py` try readers with.

Each is made by code, in a moment, and is small on the disk; what it would cost a reader that believes it is not.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

Make = Callable[[], bytes]
_OFFICE = "http://schemas.openxmlformats.org"
_SHEET = f"{_OFFICE}/spreadsheetml/2006/main"
_WORD = f"{_OFFICE}/wordprocessingml/2006/main"
_RELATION = f"{_OFFICE}/officeDocument/2006/relationships"
_TYPES = f"{_OFFICE}/package/2006/content-types"
_LINKS = f"{_OFFICE}/package/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"


def packed(parts: Iterable[tuple[str, str | bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, of which several may have one name."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, part in parts:
            package.writestr(name, part)
    return out.getvalue()


def _types(**parts: str) -> str:
    said = "".join(f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in parts.items())
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'<Types xmlns="{_TYPES}">{rels}<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'


def _links(**targets: str) -> str:
    said = "".join(
        f'<Relationship Id="{kind}" Type="{_RELATION}/{kind.rstrip("0123456789")}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_LINKS}">{said}</Relationships>'


def book(sheet: str | bytes = "<sheetData/>", more: Mapping[str, str | bytes] = {}, sheets: str = "") -> bytes:
    """A workbook of one sheet, which has this inside its `worksheet`; `more` are parts besides."""
    one = sheets or '<sheet name="S" sheetId="1" r:id="worksheet1"/>'
    begin, end = f'<worksheet xmlns="{_SHEET}">', "</worksheet>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            **{"xl/workbook.xml": "spreadsheetml.sheet.main", "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}
        ),
        "_rels/.rels": _links(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets>{one}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            worksheet1="worksheets/sheet1.xml", styles="styles.xml", sharedStrings="sharedStrings.xml"
        ),
        "xl/worksheets/sheet1.xml": begin.encode() + sheet + end.encode()
        if isinstance(sheet, bytes)
        else begin + sheet + end,
    }
    return packed((parts | dict(more)).items())


def texts(items: str) -> dict[str, str]:
    """The part of shared texts."""
    return {"xl/sharedStrings.xml": f'<sst xmlns="{_SHEET}">{items}</sst>'}


def styles(content: str) -> dict[str, str]:
    """The part of styles."""
    return {"xl/styles.xml": f'<styleSheet xmlns="{_SHEET}">{content}</styleSheet>'}


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
    begin = f'<w:document xmlns:w="{_WORD}"><w:body>'
    end = "</w:body></w:document>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(
            **{
                "word/document.xml": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
                "word/numbering.xml": "wordprocessingml.numbering",
            }
        ),
        "_rels/.rels": _links(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": _links(styles="styles.xml", numbering="numbering.xml"),
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"/>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}"/>',
        "word/document.xml": root
        or (begin.encode() + body + end.encode() if isinstance(body, bytes) else begin + body + end),
    }
    return packed((parts | dict(more)).items())


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


TASK = "1. 建设一号工程。完成20家。（牵头单位：区财政局）"


def merged(count: int) -> str:
    """A table whose first column is one cell over so many rows."""
    row = "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc>{}</w:tc></w:tr>"
    begins = ' w:val="restart"'
    return f"<w:tbl>{''.join(row.format('' if at else begins, paragraph(str(at))) for at in range(count))}</w:tbl>"


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, trailer, len(out),
    )  # fmt: skip


def stream(data: bytes, about: bytes = b"", length: int | None = None) -> bytes:
    """An object that is a stream."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, len(data) if length is None else length, data)


_CATALOGUE, _PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(content: bytes, *more: bytes, resources: bytes = b"/Font<</F1 5 0 R>>") -> bytes:
    """A PDF of one page: object 4 is its content, `more` are objects from 5 on."""
    about = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return pdf(_CATALOGUE, _PAGES, about, content, *(more or (_FONT,)))


def pages(count: int) -> bytes:
    """So many honest pages of forty lines."""
    lines = "".join(f"({n}. Build the works no. {n}, and finish 20 of them) Tj 0 -18 Td\n" for n in range(1, 41))
    text = stream(f"BT /F1 12 Tf 50 780 Td {lines}ET".encode())
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(count))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    return pdf(_CATALOGUE, b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), text, _FONT, *[one] * count)


def _deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _zeros(size: int, times: int) -> bytes:
    """What inflates, so many times over, to this many blanks; made without ever holding them."""
    squeeze = zlib.compressobj(9)
    blanks = b" " * 1_000_000
    data = b"".join(squeeze.compress(blanks) for _ in range(size // len(blanks))) + squeeze.flush()
    return _deflated(data, times - 1)


def _lying(data: bytes, name: bytes, size: int) -> bytes:
    """A package that says another size of a part."""
    at = data.rindex(b"PK\x01\x02", 0, data.rindex(name))
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def _forms(depth: int) -> tuple[bytes, ...]:
    """Form objects of which each is drawn twice by the one before: 2 to the power of `depth` in all."""
    about = b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X %d 0 R>>/Font<</F1 %d 0 R>>>>"
    last = 5 + depth
    drawn = [stream(b"/X Do /X Do", about % (number + 1, last)) for number in range(5, last - 1)]
    return (*drawn, stream(b"BT /F1 9 Tf (x) Tj ET", about % (last, last)), _FONT)


def _mapped(cmap: bytes) -> bytes:
    """A page whose font has this map of characters."""
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
    below = b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>/DW 1000>>"
    return page(stream(b"BT /F1 9 Tf <0001> Tj ET"), font, below, stream(cmap))


_DOCTYPE = '<!DOCTYPE a [<!ENTITY b "cc">]>'
_ENTITIES = (
    "<!DOCTYPE w [<!ENTITY a0 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)
_ONE_CELL = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'

WORKBOOKS: dict[str, Make] = {
    "a row far below the last": lambda: book('<sheetData><row r="99999999999999"><c r="A99999999999999"><v>1</v></c></row></sheetData>'),
    "a column far right of the last": lambda: book('<sheetData><row><c r="ZZZZZZZZZ1"><v>1</v></c></row></sheetData>'),
    "merges that never close": lambda: book("<mergeCell " * 100_000),
    "merges beside the sheet": lambda: book(more={"xl/worksheets/sheet2.xml": "<mergeCell " * 100_000}),
    "a million merges": lambda: book("<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 1_000_000 + "</mergeCells>"),
    "nineteen million styles": lambda: book(more=styles("<cellXfs>" + "<xf/>" * 19_000_000 + "</cellXfs>")),
    "two million number formats": lambda: book(
        more=styles("<numFmts>" + "".join(f'<numFmt numFmtId="{n}" formatCode="y"/>' for n in range(2_000_000)) + "</numFmts>")
    ),
    "a number format of 50 MB": lambda: book(
        more=styles(f'<numFmts><numFmt numFmtId="200" formatCode="{"[" * 25_000_000}{"y" * 25_000_000}"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs>')
    ),
    "ten million shared texts": lambda: book(_ONE_CELL, texts("<si/>" * 10_000_000)),
    "a shared text of 150 MB": lambda: book(_ONE_CELL, texts(f"<si><t>{'x' * 150_000_000}</t></si>")),
    "a long text in every cell": lambda: book(
        "<sheetData>" + '<row><c t="s"><v>0</v></c></row>' * 90_000 + "</sheetData>", texts(f"<si><t>{'甲' * 32_000}</t></si>")
    ),
    "forty million cells": lambda: book("<sheetData><row>" + "<c/>" * 40_000_000 + "</row></sheetData>"),
    "a million rows": lambda: book("<sheetData>" + "<row/>" * 1_000_000 + "</sheetData>"),
    "a million attributes": lambda: book("<sheetData " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"),
    "attributes of a million namespaces": lambda: book(
        "<sheetData " + " ".join(f'xmlns:n{n}="u:{n}" n{n}:a=""' for n in range(300_000)) + "/>"
    ),
    "a million levels": lambda: book("<a>" * 1_000_000 + "</a>" * 1_000_000),
    "a million levels of rows": lambda: book("<sheetData>" + "<row>" * 1_000_000),
    "a text of 190 MB": lambda: book("<a>" + "x" * 190_000_000 + "</a>"),
    "a million defined names": lambda: book(
        sheets='<sheet name="S" sheetId="1" r:id="worksheet1"/></sheets><definedNames>' + "<definedName name='a'>A1</definedName>" * 1_000_000 + "</definedNames><sheets>"
    ),
    "one sheet shown sixty thousand times": lambda: book(
        "<sheetData>" + "<row><c><v>1</v></c></row>" * 1000 + "</sheetData>", sheets='<sheet name="S" sheetId="1" r:id="worksheet1"/>' * 60_000
    ),
    "entities": lambda: book(_ONE_CELL, {"xl/sharedStrings.xml": _ENTITIES + f'<sst xmlns="{_SHEET}"><si><t>&a11;</t></si></sst>'}),
    "entities in UTF-16": lambda: book(_ONE_CELL, {"xl/sharedStrings.xml": (_ENTITIES + "<sst/>").encode("utf-16")}),
    "entities in UTF-16 from the other end, without a mark": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": (_ENTITIES + "<sst/>").encode("utf-16-be")}
    ),
    "entities in UTF-7": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": b'<?xml version="1.0" encoding="UTF-7"?>' + (_ENTITIES + "<sst/>").encode("utf-7")}
    ),
    "entities in a set of the mainframe": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": ('<?xml version="1.0" encoding="cp037"?>' + _ENTITIES + "<sst/>").encode("cp037")}
    ),
    "two parts of one name": lambda: packed([("xl/workbook.xml", "<a/>"), ("xl/workbook.xml", _DOCTYPE + "<a/>")]),
    "names that lead elsewhere": lambda: book(
        more={"../../x.xml": "<a/>", "/etc/x.xml": "<a/>", "C:\\x.xml": "<a/>", "x" * 60_000: "<a/>", "x\0.xml": "<a/>"}
    ),
    "a hundred thousand parts": lambda: packed((f"{n}", b"") for n in range(100_000)),
    "a size that lies": lambda: _lying(book("<a>" + "x" * 100_000_000 + "</a>"), b"xl/worksheets/sheet1.xml", 100),
    "a bomb": lambda: packed([("xl/workbook.xml", "<a/>"), ("xl/a.bin", b" " * 300_000_000)]),
    "a bomb by another method": lambda: packed([("xl/workbook.xml", b" " * 150_000_000)], zipfile.ZIP_LZMA),
    "a package in a package": lambda: book(more={"xl/a.zip": packed([("b.zip", packed([("c", b" " * 100_000_000)]))])}),
    "a spreadsheet of another kind": lambda: packed(
        [
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", '<a><table:table-row table:number-rows-repeated="2147483647"/></a>'),
        ]
    ),
}  # fmt: skip
"""Workbooks, for `dcgd progress collect`."""

NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
"""What a paragraph says of itself to be an item of the list of `numbering`."""


def numbering(text: str, kind: str = "decimal") -> dict[str, str]:
    """The part of a list whose numbers look so: `%1` is the number."""
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
    lists = (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return {"word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}">{lists}</w:numbering>'}


WORD: dict[str, Make] = {
    "a cell over two thousand million columns": lambda: word(
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>' + paragraph(TASK)
    ),
    "a hundred thousand cells over a hundred columns": lambda: word(
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="100"/></w:tcPr><w:p/></w:tc></w:tr>' * 100_000 + "</w:tbl>"
    ),
    "a million runs": lambda: word("<w:p>" + "<w:r><w:t>甲</w:t></w:r>" * 1_000_000 + "</w:p>"),
    "a million paragraphs": lambda: word(paragraph("甲") * 1_000_000),
    "a million tabs": lambda: word("<w:p><w:r>" + "<w:tab/><w:br/>" * 1_000_000 + "</w:r></w:p>"),
    "two hundred tables in one another": lambda: word("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + "<w:p/></w:tc></w:tr></w:tbl>" * 60),
    "a million levels": lambda: word("<w:a>" * 1_000_000 + "</w:a>" * 1_000_000),
    "a thousand nested fields": lambda: word(
        "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>x</w:instrText></w:r>' * 100_000 + "</w:p>"
    ),
    "a hundred thousand styles and paragraphs": lambda: word(
        "".join(paragraph("甲", f'<w:pStyle w:val="s{n}"/>') for n in range(100_000)),
        {"word/styles.xml": f'<w:styles xmlns:w="{_WORD}">' + "".join(f'<w:style w:styleId="s{n}"/>' for n in range(100_000)) + "</w:styles>"},
    ),
    "styles of one another": lambda: word(
        paragraph(TASK, '<w:pStyle w:val="a"/>'),
        {"word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'},
    ),
    "numbers that grow": lambda: word(paragraph("甲", NUMBERED) * 20_000, numbering("%1" * 100_000)),
    "a text of 150 MB": lambda: word(paragraph("甲" * 50_000_000)),
    "a million attributes": lambda: word("<w:p " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"),
    "attributes of a million namespaces": lambda: word(
        "<w:p " + " ".join(f'xmlns:n{n}="u:{n}" n{n}:a=""' for n in range(100_000)) + "/>"
    ),
    "a namespace on each of a hundred thousand levels": lambda: word(
        "".join(f'<w:a xmlns:n{n}="u:{n}">' for n in range(200)) * 1 + "</w:a>" * 200 + paragraph(TASK)
    ),
    "entities": lambda: word("", root=_ENTITIES + f'<w:document xmlns:w="{_WORD}"><w:body>{paragraph("&a11;")}</w:body></w:document>'),
    "entities in UTF-16": lambda: word("", {"word/document.xml": (_ENTITIES + "<a/>").encode("utf-16")}),
    "entities in UTF-16 from the other end": lambda: word("", {"word/document.xml": (_ENTITIES + "<a/>").encode("utf-16-be")}),
    "entities in a part of another name": lambda: word(
        paragraph(TASK), {"word/styles.xml": "", "WORD/STYLES.XML": _ENTITIES + "<a/>"}
    ),
    "a hundred thousand relations": lambda: word(
        paragraph(TASK),
        {"word/_rels/document.xml.rels": _links(**{f"image{n}": "styles.xml" for n in range(100_000)})},
    ),
    "relations that lead in a circle": lambda: word(
        paragraph(TASK), {"word/_rels/styles.xml.rels": _links(styles="document.xml", numbering="styles.xml")}
    ),
    "two parts of one name": lambda: packed([("word/document.xml", "<a/>"), ("word/document.xml", _DOCTYPE + "<a/>")]),
    "a bomb": lambda: packed([("word/document.xml", "<a/>"), ("word/a.bin", b" " * 300_000_000)]),
    "a bomb within what a package may have": lambda: word("<w:p/>" * 30_000_000),
    "a size that lies": lambda: _lying(word(paragraph("甲" * 30_000_000)), b"word/document.xml", 100),
}  # fmt: skip
"""Word documents, for `dcgd import`; as templates too."""

PDF: dict[str, Make] = {
    "a form that draws itself": lambda: page(
        stream(b"/X1 Do"),
        stream(b"/X1 Do /X1 Do", b"/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</X1 5 0 R>>>>"),
        resources=b"/XObject<</X1 5 0 R>>",
    ),
    "forms that draw the next one twice": lambda: page(stream(b"/X Do"), *_forms(40), resources=b"/XObject<</X 5 0 R>>"),
    "pages of one another": lambda: pdf(_CATALOGUE, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"),
    "pages below themselves": lambda: pdf(_CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"),
    "a million pages": lambda: pdf(_CATALOGUE, b"<</Type/Pages/Kids[%s]/Count 1000000>>" % (b"3 0 R " * 1_000_000), b"<</Type/Page/Parent 2 0 R>>"),
    "a count that lies": lambda: pdf(_CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>"),
    "a page that is its own parent": lambda: pdf(_CATALOGUE, _PAGES, b"<</Type/Page/Parent 3 0 R/Contents 4 0 R>>", stream(b"BT (x) Tj ET")),
    "a length that lies": lambda: page(stream(b"BT /F1 9 Tf (x) Tj ET", length=2_000_000_000)),
    "a length that is itself": lambda: page(b"<</Length 4 0 R>>\nstream\nx\nendstream"),
    "a bomb": lambda: page(stream(_zeros(300_000_000, 1), b"/Filter/FlateDecode")),
    "a bomb in a bomb": lambda: page(stream(_zeros(300_000_000, 2), b"/Filter[/FlateDecode/FlateDecode]")),
    "a bomb behind many filters": lambda: page(
        stream(_deflated(b" " * 100_000_000).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode/RunLengthDecode]")
    ),
    "a thousand filters": lambda: page(stream(b"x" * 100_000, b"/Filter[%s]" % (b"/ASCIIHexDecode" * 1000))),
    "a bomb of runs": lambda: page(stream(b"\x81 " * 9_000_000, b"/Filter/RunLengthDecode")),
    "a bomb of LZW": lambda: page(stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * 1_000_000, b"/Filter/LZWDecode")),
    "a bomb of ASCII85": lambda: page(stream(b"z" * 19_000_000 + b"~>", b"/Filter/ASCII85Decode")),
    "a predictor of two thousand million columns": lambda: page(
        stream(_deflated(b" " * 100_000), b"/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 2000000000>>")
    ),
    "a table that is its own predecessor": lambda: pdf(_CATALOGUE, _PAGES, b"<</Type/Page/Parent 2 0 R>>", trailer=b"/Prev 9"),
    "a table of two thousand million entries": lambda: b"%PDF-1.7\nxref\n0 2000000000\n0000000000 65535 f \ntrailer<</Size 9/Root 1 0 R>>\nstartxref\n9\n%%EOF\n",
    "no table": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 500_000,
    "an object in a stream that is in itself": lambda: pdf(
        _CATALOGUE, stream(b"3 0 <</Type/Page>>", b"/Type/ObjStm/N 1/First 4/Extends 2 0 R"), trailer=b"/XRefStm 9"
    ),
    "a text without end": lambda: page(stream(_deflated(b"BT /F1 9 Tf " + b"(x) Tj " * 5_000_000 + b"ET"), b"/Filter/FlateDecode")),
    "states without end": lambda: page(stream(_deflated(b"q " * 10_000_000), b"/Filter/FlateDecode")),
    "ten million operands": lambda: page(stream(_deflated(b"1 " * 10_000_000), b"/Filter/FlateDecode")),
    "a million levels of arrays": lambda: pdf(_CATALOGUE, b"[" * 1_000_000),
    "a million levels of dictionaries": lambda: pdf(b"<</A" * 1_000_000),
    "arrays within a text": lambda: page(stream(b"BT /F1 9 Tf " + b"[" * 1_000_000)),
    "brackets within a text": lambda: page(stream(b"BT /F1 9 Tf " + b"(" * 1_000_000)),
    "a map of four thousand million characters": lambda: _mapped(b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap"),
    "a map of long characters": lambda: _mapped(b"begincmap 1 beginbfrange <0000> <ffff> <%s> endbfrange endcmap" % (b"0041" * 100_000)),
    "a million maps": lambda: _mapped(b"begincmap " + b"1 beginbfrange <0000> <ffff> <0041> endbfrange " * 100_000 + b"endcmap"),
    "encrypted by nobody": lambda: pdf(_CATALOGUE, _PAGES, b"<</Type/Page/Parent 2 0 R>>", trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/O(x)/U(x)/P -1/Length 2000000000>>/ID[(a)(b)]"),
}  # fmt: skip
"""Text PDFs, for `dcgd import`."""


def plain(text: str) -> bytes:
    """A plain text as it is saved."""
    return text.encode()


_MOST = 4_000_000
TEXTS: dict[str, Make] = {
    "short lines": lambda: plain("一\n" * (_MOST // 2)),
    "tasks": lambda: plain("".join(f"{n}. 建设{n}号工程。完成{n}家。（牵头单位：区财政局）\n" for n in range(110_000))),
    "units": lambda: plain("".join(f"{n}. 建设。（牵头单位：区{n}局）\n" for n in range(150_000))),
    "numbers in one sentence": lambda: plain("1. 建设" + "新增10家，" * 600_000 + "（牵头单位：区财政局）"),
    "brackets": lambda: plain("（" * _MOST),
    "digits": lambda: plain("1. 新增" + "1" * (_MOST - 10) + "家"),
    "a gap": lambda: plain("中" + " " * (_MOST - 10) + "国"),
    "a table": lambda: plain("".join(f"{n}\t建设{n}号\t区财政局\t6月底\n" for n in range(180_000))),
    "pages": lambda: plain("页眉\n— 2 —\n甲\f" * (_MOST // 12)),
    "contents": lambda: plain("一、甲……1\n" * (_MOST // 8)),
    "twenty megabytes": lambda: plain("推进工作\n" * 1_500_000),
    "UTF-16 that ends in the middle": lambda: "1. 建设。\n".encode("utf-16") * 300_000 + b"\x00",
    "bytes that are no text": lambda: bytes(range(256)) * 70_000,
}
"""Plain texts, for `dcgd import` and `dcgd verify`."""

HONEST: dict[str, Make] = {
    "a workbook of 90,000 rows by 20 columns": lambda: book(f"<sheetData>{rows(90_000, 20)}</sheetData>"),
    "a table merged over 1,200 rows": lambda: word(paragraph("关于印发2023年重点任务的通知") + paragraph(TASK) + merged(1200)),
    "a document of 5,000 paragraphs": lambda: word("".join(paragraph(f"{n}. 建设{n}号工程。（牵头单位：区财政局）") for n in range(1, 5001))),
    "a PDF of 300 pages": lambda: pages(300),
}  # fmt: skip
"""Large ones that are read."""
