"""PDFs put together by hand, object by object, and those of them that were made to do harm."""

import zlib

from hostile.packages import Make


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is the catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
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


def _grid(lines: int) -> bytes:
    """So many lines across and down, that no two of them are one."""
    across = b"".join(b"0 %d m %d %d l S " % (5 * n, 5 * lines, 5 * n) for n in range(lines))
    return _deflated(across + b"".join(b"%d 0 m %d %d l S " % (5 * n, 5 * n, 5 * lines) for n in range(lines)))


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
    "a million rulings": lambda: page(stream(_deflated(b"0 0 m 9 9 l S " * 1_000_000), b"/Filter/FlateDecode")),
    "a grid of a million cells": lambda: page(stream(_grid(1000), b"/Filter/FlateDecode")),
    "cells within cells": lambda: page(stream(_deflated(b"".join(b"%d %d %d %d re S " % (n, n, 600 - 2 * n, 700 - 2 * n) for n in range(299))), b"/Filter/FlateDecode")),
    "a text in a grid without end": lambda: page(stream(_deflated(b"0 0 500 700 re 0 0 250 700 re 0 0 250 350 re S BT /F1 9 Tf 9 9 Td " + b"(x) Tj " * 300_000 + b"ET"), b"/Filter/FlateDecode")),
    "encrypted by nobody": lambda: pdf(_CATALOGUE, _PAGES, b"<</Type/Page/Parent 2 0 R>>", trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/O(x)/U(x)/P -1/Length 2000000000>>/ID[(a)(b)]"),
}  # fmt: skip
"""Text PDFs, for `dcgd import`."""
