"""Where fuzzing begins, and how its cases are written: files of every kind as parts that a mutation can reach.

A case is some parts with `PARTS` between them. `<<*300*x*>>` in a part stands for three hundred x, so that what grows
with the square of something shows, and a few bytes can be a bomb. Of a package the parts are names and contents in
turn; of a PDF they are its objects, and one that begins with `FLATE` has its stream deflated.
"""

import io
import re
import sys
import zipfile
import zlib
from pathlib import Path

import hostile

ROOT = Path(__file__).resolve().parent.parent
FOUND = ROOT / "tests" / "fuzz"
BASE = ROOT / "tests" / "examples" / "base"
PARTS = b"\n#----\n"
"""What stands between the parts of a case."""
FLATE = b"#flate\n"
MOST_GROWN = 3_000_000
"""What a case may grow to: enough to show how the time of reading grows, too little to take minutes where it is right."""
_GROWS = re.compile(rb"<<\*(\d{1,7})\*(.{1,2000}?)\*>>", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)


def grown(data: bytes) -> bytes:
    """The case with what it stands for."""
    room = MOST_GROWN

    def grow(match: re.Match[bytes]) -> bytes:
        nonlocal room
        piece = match[2] * min(int(match[1]), room // len(match[2]))
        room -= len(piece)
        return piece

    return _GROWS.sub(grow, data)


def packed(data: bytes) -> bytes:
    """The package that a case says; a case of one part is the file itself."""
    pieces = grown(data).split(PARTS)
    if len(pieces) == 1:
        return pieces[0]
    named = zip(pieces[::2], pieces[1::2], strict=False)
    names = ((name.decode("utf-8", "replace").partition("\0")[0][:9999] or "x", content) for name, content in named)
    return hostile.packed(names)  # zipfile cuts a name at NUL, and takes none that is longer than 64 kB


def unpacked(package: bytes) -> bytes:
    """A package as a case says it."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return PARTS.join(piece for name in archive.namelist() for piece in (name.encode(), archive.read(name)))


def printed(data: bytes) -> bytes:
    """The PDF that a case says; a case of one part is the file itself."""
    pieces = grown(data).split(PARTS)
    if len(pieces) == 1:
        return pieces[0]
    return hostile.pdf(
        *(_deflated(piece.removeprefix(FLATE)) if piece.startswith(FLATE) else piece for piece in pieces)
    )


def _deflated(piece: bytes) -> bytes:
    """An object whose stream is deflated, of the length that it then has."""

    def deflate(stream: re.Match[bytes]) -> bytes:
        return b"stream\n%s\nendstream" % zlib.compress(stream[1])

    body = _STREAM.sub(deflate, piece, count=1)
    stream = _STREAM.search(body)
    length = b"<</Filter/FlateDecode/Length %d" % (len(stream[1]) if stream else 0)
    return body.replace(b"<<", length, 1)


_FONT = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>"
_BELOW = b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>/DW 1000/W[1[500]]>>"
_MAP = (
    b"<<>>\nstream\nbegincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    b"2 beginbfchar <0001> <4e00> <0002> <3001> endbfchar 1 beginbfrange <0003> <0005> <4e01> endbfrange endcmap\nendstream"
)
_DRAWN = b"BT /F1 12 Tf 50 700 Td <00010002> Tj 0 -20 Td [<0003> -250 <0004>] TJ T* (a) ' ET /X1 Do q 1 0 0 1 0 0 cm Q"
_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>/Length 30>>\n"
    b"stream\nBT /F1 9 Tf <00010003> Tj ET\nendstream"
)
_PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>/XObject<</X1 8 0 R>>>>>>"
)
_BOOK = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE)


def pdfs() -> list[bytes]:
    """Text PDFs: plain, deflated, deflated twice in name, in ASCII; with a font that has a map, and a form."""
    drawn = b"stream\n%s\nendstream" % _DRAWN
    rest = (_FONT, _BELOW, FLATE + _MAP, _FORM)
    grows = drawn.replace(b"(a) '", b"<<*300*(a) ' *>>")
    contents = (
        b"<</Length %d>>\n%s" % (len(_DRAWN), drawn),
        FLATE + b"<<>>\n" + drawn,
        FLATE + b"<<>>\n" + grows,
        b"<</Filter[/ASCIIHexDecode]/Length 99>>\nstream\n%s>\nendstream" % _DRAWN.hex().encode(),
        b"<</Filter/LZWDecode/Length 9>>\nstream\n\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01\nendstream",
        b"<</Filter[/ASCII85Decode/RunLengthDecode]/Length 9>>\nstream\n<<*9*z*>>~>\nendstream",
    )
    return [PARTS.join((*_BOOK, content, *rest)) for content in contents]


def workbooks() -> list[bytes]:
    """Workbooks as openpyxl writes them, with shared texts and styles as Excel does, and a filled form."""
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]

    book = Workbook()
    for row in (["编号", "本期完成", "日期"], ["5-1", 8, "2023-06-30"], ["=1+1", "８家", None]):
        book.active.append(row)
    book.active.merge_cells("A5:B6")
    plain = io.BytesIO()
    book.save(plain)
    cells = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45107</v></c><c t="inlineStr"><is><t>x</t></is></c>'
        '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row><<*200*<row><c><v>1.5</v></c></row>*>></sheetData>'
        '<mergeCells><<*50*<mergeCell ref="A1:B2"/>*>></mergeCells>'
    )
    texts = hostile.texts("<si><t>甲_x000D_</t></si><<*200*<si><r><t>乙</t></r><rPh><t>x</t></rPh></si>*>>")
    formats = '<numFmts><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;"/></numFmts>'
    styles = hostile.styles(
        f'{formats}<cellXfs><xf numFmtId="0"/><xf numFmtId="200"/><<*9*<xf numFmtId="31"/>*>></cellXfs>'
    )
    return [unpacked(plain.getvalue()), unpacked(hostile.book(cells, texts | styles)), unpacked(_form())]


def _form() -> bytes:
    """A form of the made-up district, with something filled in."""
    sys.path.insert(0, str(ROOT / "tests"))
    import workbooks as shared

    filled = shared.Sheet(shared.templates()[shared.FEW])
    filled.fill(t1_1=9, t1_2="１０１家", t3_m1="47%")
    filled.cell("1-1", "进展情况").value = "两个项目还没有竣工"
    filled.cell("1-2", "数据截止日").value = "2025年10月30日"
    return filled.bytes()


def word_documents() -> list[bytes]:
    """Word documents with headings, lists, tables merged both ways, fields, and a template's marks."""
    merged = hostile.merged(3).replace(
        "</w:tbl>", f"<<*50*<w:tr><w:tc>{hostile.paragraph('甲')}</w:tc></w:tr>*>></w:tbl>"
    )
    spans = '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    listed = hostile.paragraph("新增10家。（牵头单位：区财政局）", hostile.NUMBERED)
    runs = (f'<w:r><w:fldChar w:fldCharType="{mark}"/><w:instrText>x</w:instrText></w:r>' for mark in ("begin", "end"))
    field = f"<w:p>{''.join(runs)}</w:p>"
    body = "".join((hostile.paragraph("一、工业"), hostile.paragraph(hostile.TASK), listed * 2, merged, spans, field))
    return [
        unpacked(hostile.word(body, hostile.numbering("%1、", "chineseCounting"))),
        unpacked(hostile.word(f"<<*300*{hostile.paragraph('1. 建设。')}*>>")),
    ]


def bundles() -> list[bytes]:
    """Zips of a document and its enclosures."""
    ledger, document = workbooks()[-1], word_documents()[0]
    honest = hostile.packed([("通知.docx", document), ("附件1.xlsx", ledger), ("附件2.txt", "附件2\n名单")])
    return [honest, *(hostile.BUNDLES[kind]() for kind in ("a zip in a zip", "names that climb", "one name twice"))]


def ofds() -> list[bytes]:
    """OFDs part by part, with texts, a table, a template and what may stand beside."""
    from hostile.ofds import ofd, page, path, text

    grid = "M 20 40 L 90 40 L 90 60 L 20 60 C M 50 40 L 50 60 M 20 50 L 90 50"
    content = page(
        text("一、工业"), text("1.修路10公里。（牵头单位：区交通局）", 20, 30), path(grid), text("任务", 22, 42)
    )
    kinds = ("a document type", "numbers that are none", "places outside")
    return [unpacked(data) for data in (ofd([content, content]), *(hostile.OFD[kind]() for kind in kinds))]


def open_documents() -> list[bytes]:
    """A spreadsheet and a text of OpenDocument, which are refused."""
    repeated = '<table:table-row table:number-rows-repeated="2147483647"/>'
    return [
        unpacked(
            hostile.packed([("mimetype", f"application/vnd.oasis.opendocument.{kind}"), ("content.xml", repeated)])
        )
        for kind in ("spreadsheet", "text")
    ]
