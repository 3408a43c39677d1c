"""PDFs put together object by object."""

from collections.abc import Iterable, Sequence


def pdf_page(lines: list[str]) -> bytes:
    """A page whose text layer is `lines`."""
    return pdf_drawn([(50, 700 - 20 * at, line) for at, line in enumerate(lines)])


def pdf_table(
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    above: Sequence[str] = (),
    below: Sequence[str] = (),
    merged: Sequence[tuple[int, int]] = (),
) -> bytes:
    """A page with a ruled table between lines of text. Lines in a cell are divided by line ends.

    `merged` are the places (row, column) of cells that have no ruling below them.
    """
    texts = [(50, 750 - 20 * at, line) for at, line in enumerate(above)]
    edges = [50 + sum(widths[:at]) for at in range(len(widths) + 1)]
    rulings, top = [], 740 - 20 * len(above)
    rulings.append((edges[0], top, edges[-1], top))
    for number, row in enumerate(rows):
        bottom = top - 10 - 16 * max(cell.count("\n") + 1 for cell in row)
        for column, cell in enumerate(row):
            texts += [(edges[column] + 4, top - 16 - 16 * at, line) for at, line in enumerate(cell.split("\n"))]
            if (number, column) not in merged:
                rulings.append((edges[column], bottom, edges[column + 1], bottom))
        rulings += [(edge, top, edge, bottom) for edge in edges]
        top = bottom
    texts += [(50, top - 30 - 20 * at, line) for at, line in enumerate(below)]
    return pdf_drawn(texts, rulings)


def pdf_drawn(texts: Iterable[tuple[int, int, str]], rulings: Iterable[tuple[int, int, int, int]] = ()) -> bytes:
    """A page with texts at places and lines between places; a map turns the two-byte codes of its font into text."""
    texts = list(texts)
    characters = sorted({char for _x, _y, line in texts for char in line})
    code = {char: f"{at + 1:04x}" for at, char in enumerate(characters)}
    drawn = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in rulings)
    shown = "".join(f"1 0 0 1 {x} {y} Tm <{''.join(code[c] for c in line)}> Tj\n" for x, y, line in texts)
    content = f"{drawn}BT /F1 12 Tf\n{shown}ET".encode()
    pairs = "\n".join(f"<{code[c]}> <{c.encode('utf-16-be').hex()}>" for c in characters)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(characters)} beginbfchar\n{pairs}\nendbfchar endcmap end end"
    ).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/CIDSystemInfo<</Registry(A)/Ordering(B)/Supplement 0>>/DW 1000>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (
        out
        + (
            f"xref\n0 8\n0000000000 65535 f \n{table}trailer<</Size 8/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )
