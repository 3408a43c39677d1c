"""Word documents put together element by element, as Word, WPS and other programs write them."""

from hostile.packages import WORD_NAMES, links
from hostile.packages import word as packed

SPACES = {
    "w": WORD_NAMES,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
DECLARED = " ".join(f'xmlns:{short}="{space}"' for short, space in SPACES.items())


def word(body: str, styles: str = "", numbering: str = "", **beside: str) -> bytes:
    """A document with this body; `beside` are parts by their kind: header, footer, footnotes, comments."""
    roots = {"header": "hdr", "footer": "ftr"}
    parts: dict[str, str | bytes] = {
        "word/styles.xml": f"<w:styles {DECLARED}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {DECLARED}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": links(
            styles="styles.xml", numbering="numbering.xml", **{kind: f"{kind}.xml" for kind in beside}
        ),
    }
    for kind, content in beside.items():
        root = roots.get(kind, kind)
        parts[f"word/{kind}.xml"] = f"<w:{root} {DECLARED}>{content}</w:{root}>"
    return packed("", parts, f"<w:document {DECLARED}><w:body>{body}</w:body></w:document>")


def run(text: str, properties: str = "") -> str:
    """Some words, with what is said of how they look."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph of runs and what stands around them; bare words become a run."""
    runs = (part if part.startswith("<") else run(part) for part in inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def control(content: str, properties: str = "") -> str:
    """A content control around runs, paragraphs, rows or cells."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; bare words become a cell of one paragraph."""
    inner = "".join(cell if cell.startswith("<") else f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def listed(identity: int, depth: int = 0) -> str:
    """What a paragraph says of itself to be an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{identity}"/></w:numPr>'


def level(depth: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    """How one level of a list looks."""
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
    return f'<w:lvl w:ilvl="{depth}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identity: int, *levels: str) -> str:
    """A list as others build on it."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def numbering(identity: int, of: int, overrides: str = "") -> str:
    """A list as paragraphs name it."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(depth: int, at: int = 1) -> str:
    """That a list begins anew at a level."""
    return f'<w:lvlOverride w:ilvl="{depth}"><w:startOverride w:val="{at}"/></w:lvlOverride>'
