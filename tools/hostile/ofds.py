"""OFDs put together part by part, and those of them that were made to do harm."""

from collections.abc import Iterable, Mapping

from hostile.packages import DOCTYPE, ENTITIES, Make, lying, packed

_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
MAIN = (
    f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures></ofd:DocBody></ofd:OFD>"
)


def text(words: str, across: float = 20, down: float = 20, more: str = "", code: str = "") -> str:
    """A line of text whose first character begins at a place, in millimetres from the left and from the top."""
    steps = f'DeltaX="g {max(len(words) - 1, 0)} 4"'
    return (
        f'<ofd:TextObject ID="1" Boundary="{across} {down} 160 5" Font="1" Size="4" {more}>'
        f'<ofd:TextCode X="0" Y="4" {code or steps}>{words}</ofd:TextCode></ofd:TextObject>'
    )


def path(data: str) -> str:
    """A path, in millimetres."""
    return f'<ofd:PathObject ID="2" Boundary="0 0 210 297"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def page(*objects: str, layer: str = "", before: str = "") -> str:
    """The content of a page."""
    return f"<ofd:Page {_SPACE}>{before}<ofd:Content><ofd:Layer {layer}>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>"


def ofd(pages: Iterable[str], more: Mapping[str, str | bytes] = {}, common: str = "", signatures: str = "") -> bytes:
    """An OFD of these pages; `more` are parts besides."""
    contents = {f"Doc_0/Pages/Page_{at}/Content.xml": content for at, content in enumerate(pages)}
    listed = "".join(
        f'<ofd:Page ID="{at}" BaseLoc="{name.removeprefix("Doc_0/")}"/>' for at, name in enumerate(contents)
    )
    parts: dict[str, str | bytes] = {
        "OFD.xml": MAIN,
        "Doc_0/Document.xml": f"<ofd:Document {_SPACE}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Signs/Signatures.xml": f"<ofd:Signatures {_SPACE}>{signatures}</ofd:Signatures>",
        **contents,
        **more,
    }
    return packed(parts.items())


_LISTED = '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>'
_TASK = text("一、工业") + text("1.修路10公里。（牵头单位：区交通局）", 20, 30)
OFD: dict[str, Make] = {
    "a bomb": lambda: ofd([page(text(" " * 190_000_000))]),
    "a size that lies": lambda: lying(ofd([page(text("a" * 30_000_000))]), b"Doc_0/Pages/Page_0/Content.xml", 10),
    "entities": lambda: ofd([ENTITIES + page(_TASK)]),
    "a document type": lambda: ofd([DOCTYPE + page(_TASK)]),
    "a page that is the document": lambda: ofd([page(_TASK)], {"Doc_0/Document.xml": f'<ofd:Document {_SPACE}><ofd:Page BaseLoc="Document.xml"/></ofd:Document>'}),
    "places outside": lambda: ofd([page(_TASK)], {"OFD.xml": MAIN.replace("Doc_0/Document.xml", "../../../../etc/passwd")}),
    "a million pages": lambda: ofd([page(_TASK)], {"Doc_0/Document.xml": f"<ofd:Document {_SPACE}>{_LISTED * 300_000}</ofd:Document>"}),
    "steps without end": lambda: ofd([page(text("修路", code='DeltaX="g 99999999999999 1"' ))]),
    "numbers that are none": lambda: ofd([page(text("修路", code='DeltaX="1e999 nan inf -" DeltaY="x"', more='CTM="1e999 0 0 nan 0 0" Alpha="x"'))]),
    "levels without end": lambda: ofd([page("<ofd:PageBlock>" * 200_000 + _TASK + "</ofd:PageBlock>" * 200_000)]),
    "rulings without end": lambda: ofd([page(path("M 0 0 L 9 0 " * 1_000_000), _TASK)]),
    "a path of letters": lambda: ofd([page(path("MLC" * 3_000_000), _TASK)]),
    "a text of a million objects": lambda: ofd([page(*(text("路") for _ in range(200_000)))]),
    "a template of itself": lambda: ofd([page(_TASK, before='<ofd:Template TemplateID="1"/>' * 50_000)], common='<ofd:CommonData><ofd:TemplatePage ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:CommonData>'),
}  # fmt: skip
"""OFDs, by what they do."""
