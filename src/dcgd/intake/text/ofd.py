"""Read an OFD (GB/T 33190): the text of its pages by position, its ruled tables, and what that leaves out.

Nothing in it is executed, and no signature of it is checked.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring

from dcgd.errors import Unreadable
from dcgd.intake.text.ofd_page import Page
from dcgd.intake.text.pdf_tables import joined_pages
from dcgd.intake.text.unread import Tally, Unread
from dcgd.registry.official import MOST_CHARACTERS
from dcgd.source.package import BadPackage, Package

_MOST_PAGES = 1000
_MAIN = "OFD.xml"
_SAVE_AGAIN = "；请用 OFD 阅读器导出为有文字层的 PDF 再导入"


class _Part(NamedTuple):
    """A part of the package: its name and its tree."""

    name: str
    tree: Element


def is_ofd(data: bytes) -> bool:
    """Whether a package is one of an OFD."""
    try:
        return Package(data).has(_MAIN)
    except BadPackage:
        return False


def read_ofd(data: bytes) -> tuple[str, tuple[Unread, ...]]:
    """(text, what it leaves out): the lines and tables of each page from top to bottom, form feeds between pages.

    Raises Unreadable.
    """
    tally = Tally()
    try:
        reader = _Reader(Package(data), tally)
        pages = [page.blocks(tally, number) for number, page in enumerate(reader.pages(), 1)]
    except BadPackage as error:
        raise Unreadable(f"读不了这个 OFD 文件：{error}{_SAVE_AGAIN}") from error
    for number, blocks in enumerate(pages, 1):
        if not blocks:
            tally.add("没有文字的页", f"第 {number} 页")
    return "\n\f".join(joined_pages(pages)), tally.unread()


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _below(element: Element, name: str) -> Iterator[Element]:
    return (inner for inner in element.iter() if _tag(inner) == name)


def _words(element: Element, name: str) -> str:
    """The text of the first element of a name below one."""
    return next((inner.text or "" for inner in _below(element, name)), "").strip()


class _Reader:
    """Walks the parts of a package; counts what is no text."""

    def __init__(self, package: Package, tally: Tally) -> None:
        self.package, self.tally = package, tally

    def pages(self) -> Iterator[Page]:
        """The pages of all documents in the package, in order."""
        count = length = 0
        main = self._part(_MAIN)
        self._signatures(main)
        for body in _below(main.tree, "DocBody"):
            document = self._part(_words(body, "DocRoot"), main)
            templates = {
                template.get("ID", ""): template.get("BaseLoc", "")
                for template in _below(document.tree, "TemplatePage")
            }
            self._annotations(document)
            for listed in _below(document.tree, "Page"):
                count += 1
                if count > _MOST_PAGES:
                    raise Unreadable(f"OFD 超过 {_MOST_PAGES} 页的上限")
                content = self._part(listed.get("BaseLoc", ""), document)
                page = Page()
                for used in _below(content.tree, "Template"):
                    if name := templates.get(used.get("TemplateID", "")):
                        page.add(self._part(name, document).tree, self.tally)
                page.add(content.tree, self.tally)
                length += len(page.chars)
                yield page
                if length > MOST_CHARACTERS:
                    return

    def _part(self, name: str, beside: _Part | None = None) -> _Part:
        """A part by its place, seen from the part that names it."""
        folder = posixpath.dirname(beside.name) if beside else ""
        place = posixpath.normpath(posixpath.join("/" + folder, name.replace("\\", "/"))).lstrip("/")
        try:
            return _Part(place, fromstring(self.package.xml(place)))
        except KeyError:
            raise Unreadable(f"读不了这个 OFD 文件：里面缺 {name[:60] or '正文'}{_SAVE_AGAIN}") from None
        except (ParseError, RecursionError) as error:
            raise Unreadable(f"读不了这个 OFD 文件，可能已损坏{_SAVE_AGAIN}") from error

    def _signatures(self, main: _Part) -> None:
        for place in _below(main.tree, "Signatures"):
            for _signature in _below(self._part((place.text or "").strip(), main).tree, "Signature"):
                self.tally.add("电子签章（没有验证）")

    def _annotations(self, document: _Part) -> None:
        """Count what was added to the pages; stamps are counted as pictures of them."""
        for place in _below(document.tree, "Annotations"):
            annotations = self._part((place.text or "").strip(), document)
            for listed in _below(annotations.tree, "FileLoc"):
                for annotation in _below(self._part((listed.text or "").strip(), annotations).tree, "Annot"):
                    said = "".join(code.text or "" for code in _below(annotation, "TextCode"))
                    words = said or _words(annotation, "Remark")
                    kind = "印章" if re.search("stamp", annotation.get("Type", ""), re.IGNORECASE) else "批注"
                    self.tally.add(kind, words)
