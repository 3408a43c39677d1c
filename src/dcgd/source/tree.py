"""YAML text to nodes with positions, and on to plain data.

The C parser composes the tree; this module builds the data itself, because PyYAML's constructors turn `010` into 8,
`1:30` into 90, `no` into False, silently keep the last of two equal keys, and raise without a position on `2023-02-30`.
Only `true`, `false`, `null`, whole and decimal numbers are recognised; all else, dates too, is text until validation.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from sys import intern
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dcgd.diagnostics import Code
from dcgd.source.codes import BAD_KEY, CONTROL_CHARACTER, DUPLICATE_KEY, YAML_ANCHOR, YAML_TAG
from dcgd.source.decoding import hidden, marked

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # pragma: no cover - PyYAML without libyaml, as on a few platforms

    class _Parser(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser, yaml.composer.Composer):  # type: ignore[no-redef]
        def __init__(self, stream: str) -> None:
            yaml.reader.Reader.__init__(self, stream)
            yaml.scanner.Scanner.__init__(self)
            yaml.parser.Parser.__init__(self)
            yaml.composer.Composer.__init__(self)


PLAIN, QUOTED = "plain", "quoted"
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})", re.ASCII)
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}", re.ASCII)
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
_STARTS = frozenset("-0123456789")

MOST_DEPTH = 40
"""A registry is 8 levels deep; what is deeper than this is no registry."""

MOST_FOLDED = 20_000
"""Characters of a list item whose nodes need not be kept: so much is soon composed again."""

TOO_DEEP = "nested too deeply"


class Folded(Node):
    """A list item whose nodes are gone: its data, and where in the text it stands, to be composed anew when asked for.

    The nodes of a text take ten times its size, and hardly any is ever looked at again.
    """

    __slots__ = ("data", "end_mark", "start_mark")

    def __init__(self, data: Any, start_mark: Any, end_mark: Any) -> None:
        self.data, self.start_mark, self.end_mark = data, start_mark, end_mark

    def unfolded(self, text: str) -> Node | None:
        """The nodes again, out of the text that they were composed from; their marks count lines from its first one."""
        start = self.start_mark
        return compose(" " * start.column + text[start.index : self.end_mark.index])


class _Composer(_Parser):  # type: ignore[valid-type,misc,unused-ignore]
    """The C composer without PyYAML's resolver: a scalar's tag only says whether it was plain or quoted."""

    _depth = 0
    _builder: "Builder | None" = None

    def resolve(self, kind: type[Node], _value: str | None, implicit: Any) -> str:
        if kind is ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return QUOTED

    def descend_resolver(self, parent: Any, index: Any) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:  # the C composer recurses and would overflow the stack
            raise yaml.MarkedYAMLError(None, None, TOO_DEEP, parent.start_mark)
        if index and self._builder is not None and type(parent) is SequenceNode:
            self._builder.fold(parent, index - 1)

    def ascend_resolver(self) -> None:
        self._depth -= 1


@contextmanager
def collector_paused() -> Iterator[None]:
    """A large tree is no garbage, yet the collector walks it again and again: pausing it halves the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def compose(text: str, builder: "Builder | None" = None) -> Node | None:
    """The node tree of one YAML document, None if the text holds none. Raises `yaml.YAMLError`.

    With a `builder` list items are folded as soon as they are complete, so that a large text never stands in memory as
    nodes.
    """
    with collector_paused():
        composer = _Composer(text)
        composer._builder = builder
        try:
            node: Node | None = composer.get_single_node()
        finally:
            dispose = getattr(composer, "dispose", None)
            if dispose:
                dispose()
    return node


def scalar(value: str, tag: str) -> str | int | Decimal | bool | None:
    """The plain value of a scalar: quoted text stays text."""
    if len(value) < 24:
        value = intern(value)
    if tag == QUOTED:
        return value
    if value[:1] in _STARTS:
        if _INT.fullmatch(value):
            return int(value)
        if _DECIMAL.fullmatch(value):
            return Decimal(value)
        return value
    return _WORDS.get(value, value)


class Builder:
    """Builds plain data out of nodes and collects what is not allowed on the way as (code, node, words)."""

    def __init__(self, text: str) -> None:
        """`text` is what the nodes were composed from: their marks index it."""
        self._text = text
        self._built: set[int] = set()
        self.flaws: list[tuple[Code, Node, str]] = []

    def fold(self, parent: SequenceNode, index: int) -> None:
        """Put the data of a list's complete item in the place of its nodes, where that is a mapping of bounded size.

        One with a flaw keeps them: an alias has its place elsewhere, and cannot be composed alone.
        """
        node = parent.value[index]
        if type(node) is not MappingNode or node.end_mark.index - node.start_mark.index > MOST_FOLDED:
            return
        alone = Builder(self._text)
        data = alone._build(node)
        if not alone.flaws:
            parent.value[index] = Folded(data, node.start_mark, node.end_mark)

    def build(self, node: Node) -> Any:
        """Plain data of a node: dicts, lists and scalars. A doubled key keeps its first value."""
        with collector_paused():
            return self._build(node)

    def _adorned(self, node: Node) -> str:
        """Note a node that begins with an anchor, an alias or a tag; returns which, empty for none of them."""
        lead = self._text[node.start_mark.index : node.start_mark.index + 1]
        if lead not in ("&", "!", "*"):
            return ""
        self.flaws.append((YAML_TAG if lead == "!" else YAML_ANCHOR, node, lead))
        return lead

    def _scalar(self, node: ScalarNode) -> Any:
        if node.tag == QUOTED:  # only there "\\u202e" can write what the bytes of the file do not show
            unshown = hidden(node.value)
            if unshown:
                self.flaws.append((CONTROL_CHARACTER, node, unshown[0][1]))
                return marked(node.value)
        return scalar(node.value, node.tag)

    def _build(self, node: Node) -> Any:
        if type(node) is Folded:
            return node.data
        if self._adorned(node) in ("&", "*"):
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if id(node) in self._built:  # an alias is the same node once more; built again and again it is a bomb
            self.flaws.append((YAML_ANCHOR, node, "*"))
            return None
        self._built.add(id(node))
        if isinstance(node, SequenceNode):
            return [self._build(item) for item in node.value]
        assert isinstance(node, MappingNode)
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self.flaws.append((BAD_KEY, key_node, ""))
                continue
            key = intern(key_node.value)
            if key_node.start_mark.index != node.start_mark.index:  # else the mapping has been looked at
                self._adorned(key_node)
            if key in data:
                self.flaws.append((DUPLICATE_KEY, key_node, key))
                continue
            data[key] = self._build(value_node)
        return data
