"""Word documents and texts that were made to do harm, and large honest documents."""

from hostile.packages import (
    DOCTYPE,
    ENTITIES,
    NUMBERED,
    WORD_NAMES,
    Make,
    book,
    links,
    lying,
    merged,
    numbering,
    packed,
    paragraph,
    rows,
    word,
)  # fmt: skip
from hostile.pdfs import pages

TASK = "1. 建设一号工程。完成20家。（牵头单位：区财政局）"

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
        {"word/styles.xml": f'<w:styles xmlns:w="{WORD_NAMES}">' + "".join(f'<w:style w:styleId="s{n}"/>' for n in range(100_000)) + "</w:styles>"},
    ),
    "styles of one another": lambda: word(
        paragraph(TASK, '<w:pStyle w:val="a"/>'),
        {"word/styles.xml": f'<w:styles xmlns:w="{WORD_NAMES}"><w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'},
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
    "entities": lambda: word("", root=ENTITIES + f'<w:document xmlns:w="{WORD_NAMES}"><w:body>{paragraph("&a11;")}</w:body></w:document>'),
    "entities in UTF-16": lambda: word("", {"word/document.xml": (ENTITIES + "<a/>").encode("utf-16")}),
    "entities in UTF-16 from the other end": lambda: word("", {"word/document.xml": (ENTITIES + "<a/>").encode("utf-16-be")}),
    "entities in a part of another name": lambda: word(
        paragraph(TASK), {"word/styles.xml": "", "WORD/STYLES.XML": ENTITIES + "<a/>"}
    ),
    "a hundred thousand relations": lambda: word(
        paragraph(TASK),
        {"word/_rels/document.xml.rels": links(**{f"image{n}": "styles.xml" for n in range(100_000)})},
    ),
    "relations that lead in a circle": lambda: word(
        paragraph(TASK), {"word/_rels/styles.xml.rels": links(styles="document.xml", numbering="styles.xml")}
    ),
    "two parts of one name": lambda: packed([("word/document.xml", "<a/>"), ("word/document.xml", DOCTYPE + "<a/>")]),
    "a bomb": lambda: packed([("word/document.xml", "<a/>"), ("word/a.bin", b" " * 300_000_000)]),
    "a bomb within what a package may have": lambda: word("<w:p/>" * 30_000_000),
    "a size that lies": lambda: lying(word(paragraph("甲" * 30_000_000)), b"word/document.xml", 100),
}  # fmt: skip
"""Word documents, for `dcgd import`; as templates too."""


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
    "a workbook of 30,000 rows by 20 columns": lambda: book(f"<sheetData>{rows(30_000, 20)}</sheetData>"),
    "a table merged over 1,200 rows": lambda: word(paragraph("关于印发2023年重点任务的通知") + paragraph(TASK) + merged(1200)),
    "a document of 5,000 paragraphs": lambda: word("".join(paragraph(f"{n}. 建设{n}号工程。（牵头单位：区财政局）") for n in range(1, 5001))),
    "a PDF of 300 pages": lambda: pages(300),
}  # fmt: skip
"""Large ones that are read."""
