"""Look up what the styles of a Word document say about paragraphs and runs."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from dcgd.intake.text.docx_package import child_of, tag_of, value_of

_LONGEST_CHAIN = 30
"""Styles that are based on one another beyond this are not looked at: no honest document goes so deep."""
_HEADING = re.compile("(?:heading|标题) ?([1-6])", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})


def is_on(element: Element) -> bool:
    """Whether a property that can be on or off is on."""
    return (value_of(element) or "1") not in _OFF


class Styles:
    """The styles of one document by their ids."""

    def __init__(self, roots: list[Element]) -> None:
        self._by_id: dict[str, Element] = {}
        self._default: str | None = None
        self._known: dict[tuple[str | None, str], bool] = {}
        self._levels: dict[str | None, int] = {}
        for style in (style for root in roots for style in root if tag_of(style) == "w:style"):
            identity = value_of(style, "styleId") or ""
            self._by_id.setdefault(identity, style)
            if value_of(style, "type") == "paragraph" and value_of(style, "default") in ("1", "true", "on"):
                self._default = identity

    def chain(self, identity: str | None) -> Iterator[Element]:
        """A style, the style it is based on, and so on; None means the default paragraph style."""
        identity = self._default if identity is None else identity
        for _ in range(_LONGEST_CHAIN):
            style = self._by_id.get(identity or "")
            if style is None:
                return
            yield style
            identity = value_of(child_of(style, "w:basedOn"))

    def says(self, identity: str | None, property_name: str) -> bool:
        """Whether a style sets an on-off property (`w:vanish`, `w:strike` …) for its text."""
        key = identity, property_name
        if key not in self._known:
            said = (child_of(style, "w:rPr", property_name) for style in self.chain(identity))
            self._known[key] = next((is_on(element) for element in said if element is not None), False)
        return self._known[key]

    def run_is(self, properties: Element | None, paragraph_style: str | None, property_name: str) -> bool:
        """Whether a run has an on-off property: by itself, by its own style, or by the style of its paragraph."""
        own = child_of(properties, property_name)
        if own is not None:
            return is_on(own)
        style = value_of(child_of(properties, "w:rStyle"))
        return (style is not None and self.says(style, property_name)) or self.says(paragraph_style, property_name)

    def heading_level(self, identity: str | None) -> int:
        """1 to 6 for heading styles (heading 1, 标题 1) and styles based on them, 0 for others."""
        if identity not in self._levels:
            names = [value_of(child_of(style, "w:name")) or "" for style in self.chain(identity)]
            headings = [match for name in names if (match := _HEADING.fullmatch(name))]
            self._levels[identity] = int(headings[0][1]) if headings else 0
        return self._levels[identity]
