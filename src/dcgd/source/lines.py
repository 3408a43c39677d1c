"""On which lines of a text the entries of its lists stand."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from yaml.nodes import MappingNode, Node, SequenceNode

from dcgd.diagnostics import Path
from dcgd.source.edit import last_node, line_end
from dcgd.source.parsed import Parsed
from dcgd.source.tree import Folded


class NotByLines(Exception):
    """A list is not laid out with each entry on lines of its own."""


class _Placed(NamedTuple):
    """A node, and what its marks are to be increased by to be places of the text."""

    node: Node | None
    shift: int = 0


class Lines:
    """The lines of the entries of the lists of a file: from the dash of each to that of the next."""

    def __init__(self, parsed: Parsed) -> None:
        """`parsed`: a file without errors."""
        self._parsed = parsed
        self._entries: dict[Path, list[tuple[int, int]]] = {}

    def of(self, path: Path) -> tuple[int, int]:
        """Where the entry at a path begins and ends, in characters, as whole lines. Raises NotByLines."""
        above, index = path[:-1], path[-1]
        if above not in self._entries:
            self._entries[above] = list(self._laid_out(above))
        assert isinstance(index, int)
        return self._entries[above][index]

    def _laid_out(self, path: Path) -> Iterator[tuple[int, int]]:
        text, placed = self._parsed.text, _Placed(self._parsed.root)
        for step in path:
            placed = self._inside(placed, step)
        node, shift = placed
        if not isinstance(node, SequenceNode) or node.flow_style or not node.value:
            raise NotByLines
        starts = [_line_of(text, entry.start_mark.index + shift) for entry in node.value]
        starts.append(line_end(text, last_node(node.value[-1]).end_mark.index + shift))
        yield from pairwise(starts)

    def _inside(self, placed: _Placed, step: str | int) -> _Placed:
        node, shift = placed
        if isinstance(node, Folded):
            start = node.start_mark
            node, shift = node.unfolded(self._parsed.composed), shift + start.index - start.column
        if isinstance(node, SequenceNode) and isinstance(step, int):
            return _Placed(node.value[step], shift)
        if isinstance(node, MappingNode):
            return _Placed(next((value for key, value in node.value if key.value == step), None), shift)
        return _Placed(None)


def _line_of(text: str, first: int) -> int:
    """The beginning of the line on which an entry stands behind its dash."""
    start = text.rfind("\n", 0, first) + 1
    if text[start:first].strip(" ") != "-":
        raise NotByLines
    return start
