"""Read the parts of a Word document as trees of elements with short names.

Transitional and strict Open XML, macro documents and templates differ only in names; here they become equal. Pictures
and broken references are never opened.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, XMLParser

from dcgd.errors import Unreadable
from dcgd.source.package import BadPackage, Package

_SPACES = {
    "w": (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    "m": (
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "http://purl.oclc.org/ooxml/officeDocument/math",
    ),
    "mc": ("http://schemas.openxmlformats.org/markup-compatibility/2006",),
    "a": ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    "c": ("http://schemas.openxmlformats.org/drawingml/2006/chart", "http://purl.oclc.org/ooxml/drawingml/chart"),
    "dgm": ("http://schemas.openxmlformats.org/drawingml/2006/diagram", "http://purl.oclc.org/ooxml/drawingml/diagram"),
    "v": ("urn:schemas-microsoft-com:vml",),
    "o": ("urn:schemas-microsoft-com:office:office",),
}
_SHORT = {space: short for short, spaces in _SPACES.items() for space in spaces}
_ATTRIBUTES = tuple(f"{{{space}}}" for space in _SPACES["w"])
_SAVE_AGAIN = "；请在 Word 或 WPS 里另存为 .docx 再导入"
_OTHERS = {
    "ppt/presentation.xml": "这是演示文稿，不是文件；请把文件的文字存成 .docx 再导入",
    "content.xml": "这是 OpenDocument 文件（.odt）" + _SAVE_AGAIN,
}


def tag_of(element: Element) -> str:
    """An element's short name (`w:p`, `mc:Choice` …); for unknown namespaces only the local name."""
    space, _, local = element.tag.rpartition("}")
    short = _SHORT.get(space[1:])
    return f"{short}:{local}" if short else local


def value_of(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace; None if it or the element is missing."""
    if element is None:
        return None
    return next((value for space in _ATTRIBUTES if (value := element.get(space + name)) is not None), None)


def child_of(element: Element | None, *path: str) -> Element | None:
    """The element at a path of short names, always the first child of that name; None if there is none."""
    for name in path:
        element = None if element is None else next((child for child in element if tag_of(child) == name), None)
    return element


def below(element: Element, name: str) -> Iterator[Element]:
    """All elements of that short name inside an element, at any depth, in document order."""
    return (inner for inner in element.iter() if tag_of(inner) == name)


class WordPackage:
    """The parts of one document: `document`, and `styles`, `numbering`, headers … where it has them."""

    def __init__(self, data: bytes) -> None:
        """Raises Unreadable for what is no Word document."""
        try:
            self._package = Package(data)
            self._main = self._main_part()
            self.document = self._tree(self._main)
        except BadPackage as error:
            raise Unreadable(f"读不了这个 .docx 文件：{error}{_SAVE_AGAIN}") from error
        if tag_of(self.document) != "w:document":
            raise Unreadable("读不了这个 .docx 文件：里面没有正文，可能已损坏")

    def _main_part(self) -> str:
        for name, sentence in _OTHERS.items():
            if self._package.has(name):
                raise Unreadable(sentence)
        main = [to.part for to in self._package.relations() if to.kind == "officeDocument"]
        for name in (*main, "word/document.xml"):
            if self._package.has(name):
                return name
        raise Unreadable("这是压缩文件，但不是 .docx 文档")

    def _tree(self, name: str) -> Element:
        parser = XMLParser()
        try:
            parser.feed(self._package.xml(name))
            tree: Element = parser.close()
        except (ParseError, RecursionError) as error:
            raise Unreadable("读不了这个 .docx 文件，可能已损坏") from error
        return tree

    def parts(self, kind: str) -> list[Element]:
        """The parts of a kind (`styles`, `numbering`, `header`, `footnotes` …) that the document refers to."""
        return [self._tree(to.part) for to in self._package.relations(self._main) if to.kind == kind]
