"""Workbooks that were made to do harm, for `dcgd progress collect`."""

import zipfile

from hostile.packages import DOCTYPE, ENTITIES, SHEET, Make, book, lying, packed, styles, texts

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
    "entities": lambda: book(_ONE_CELL, {"xl/sharedStrings.xml": ENTITIES + f'<sst xmlns="{SHEET}"><si><t>&a11;</t></si></sst>'}),
    "entities in UTF-16": lambda: book(_ONE_CELL, {"xl/sharedStrings.xml": (ENTITIES + "<sst/>").encode("utf-16")}),
    "entities in UTF-16 from the other end, without a mark": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": (ENTITIES + "<sst/>").encode("utf-16-be")}
    ),
    "entities in UTF-7": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": b'<?xml version="1.0" encoding="UTF-7"?>' + (ENTITIES + "<sst/>").encode("utf-7")}
    ),
    "entities in a set of the mainframe": lambda: book(
        _ONE_CELL, {"xl/sharedStrings.xml": ('<?xml version="1.0" encoding="cp037"?>' + ENTITIES + "<sst/>").encode("cp037")}
    ),
    "two parts of one name": lambda: packed([("xl/workbook.xml", "<a/>"), ("xl/workbook.xml", DOCTYPE + "<a/>")]),
    "names that lead elsewhere": lambda: book(
        more={"../../x.xml": "<a/>", "/etc/x.xml": "<a/>", "C:\\x.xml": "<a/>", "x" * 60_000: "<a/>", "x\0.xml": "<a/>"}
    ),
    "a hundred thousand parts": lambda: packed((f"{n}", b"") for n in range(100_000)),
    "a size that lies": lambda: lying(book("<a>" + "x" * 100_000_000 + "</a>"), b"xl/worksheets/sheet1.xml", 100),
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
