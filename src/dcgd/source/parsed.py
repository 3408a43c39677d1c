"""One YAML file as the registry sees it: its data, where everything stands in it, and what is wrong with its YAML."""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from dcgd.diagnostics import Code, Diagnostic, Path, Position
from dcgd.source.codes import (
    BAD_KEY,
    CONTROL_CHARACTER,
    DUPLICATE_KEY,
    EMPTY_FILE,
    FULLWIDTH_BRACKET,
    FULLWIDTH_COLON,
    FULLWIDTH_COMMA,
    FULLWIDTH_SPACE,
    MERGE_CONFLICT,
    YAML_ANCHOR,
    YAML_SYNTAX,
    YAML_TAB,
    YAML_TAG,
)
from dcgd.source.conflicts import conflicts, without
from dcgd.source.decoding import decode, position
from dcgd.source.lexical import slips
from dcgd.source.tree import TOO_DEEP, Builder, Folded, compose

_MOST_REPAIRS = 40
_MOST_CONFLICTS = 100
_ITEM = re.compile(r"( *)- ")

_OPEN = "found unexpected end of stream"
_OPEN_QUOTE = re.compile(r""":[ ]*(?:"[^"]*|'[^']*)$""")

_SLIPS = {
    FULLWIDTH_COLON: ("键的后面是全角冒号“：”", "改成半角冒号加一个空格“: ”"),
    FULLWIDTH_COMMA: ("列表里用了“{}”分隔", "改成半角逗号加一个空格“, ”"),
    FULLWIDTH_BRACKET: ("列表用了“{}”", "改成半角方括号 [ ]"),
    FULLWIDTH_SPACE: ("行首有全角空格或不换行空格", "缩进只用半角空格"),
    YAML_TAB: ("行首有制表符（Tab）", "缩进只用空格；在编辑器里把 Tab 设为两个空格"),
}
_FLAWS = {
    YAML_ANCHOR: ("用了锚点或别名（{}）", "登记册里不许用锚点和别名，把内容照写一遍；若是文字，加上引号"),
    YAML_TAG: ("用了标签（{}）", "登记册里不许用标签；若是文字，加上引号"),
    BAD_KEY: ("键不是一个词", "键应是英文小写的词，如 title"),
    CONTROL_CHARACTER: ("有看不见的字符 {}", "删去这个字符"),
    DUPLICATE_KEY: ("键 {} 写了两次", "删去其中一个；现在读到的是第一个"),
}
_SYNTAX = (
    (TOO_DEEP, "嵌套过深", "登记册最多八层；检查是否多了括号或连字符"),
    (
        "mapping values are not allowed",
        "这里不该有冒号",
        "检查上一行是否缺少冒号后的空格、引号或缩进；文字里有“: ”要加引号",
    ),
    ("could not find expected ':'", "这一行缺少冒号", "键和值之间写半角冒号加一个空格“: ”"),
    ("did not find expected ',' or ']'", "列表的方括号没有写完", "补上 ] 或半角逗号"),
    ("did not find expected ',' or '}'", "花括号没有写完", "补上 } 或半角逗号"),
    (_OPEN, "引号没有写完", "补上后一个引号"),
    ("document indicator", "引号没有写完", "补上后一个引号"),
    ("did not find expected '-' indicator", "列表的缩进不齐", "同一个列表的“- ”要对齐"),
    ("block sequence entries", "这里不能开始列表", "列表另起一行，每条以“- ”开头；文字以“- ”开头要加引号"),
    ("did not find expected key", "缩进不齐，或引号后面还有文字", "同一级的键要对齐；引号要包住整个值"),
    ("<document start>", "这一行不接上文", "检查缩进和冒号；同一级的键要对齐"),
    ("another document", "文件里有不止一份 YAML（---）", "一个文件只写一份"),
    ("expected node content", "这里缺少内容", "检查有没有多余的逗号，括号有没有写完"),
    ("cannot start any token", "这个字符不能用在这里", "给文字加上引号"),
    ("mapping keys are not allowed", "这里不能用“? ”", "给文字加上引号"),
    ("alphabetic or numeric character", "“&”或“*”不能用在这里", "给文字加上引号"),
    ("found undefined alias", "“*”开头会被当成别名", "给文字加上引号"),
    ("tab character", "行首有制表符（Tab）", "缩进只用空格"),
    ("unknown escape character", "双引号里的反斜杠写法不对", "改用单引号，或把 \\ 写成 \\\\"),
    ("directive", "“%”不能用在行首", "给文字加上引号"),
    ("comment or line break", "“|”或“>”后面不能直接写文字", "文字写在下一行，或给它加上引号"),
)


@dataclass(slots=True)
class Parsed:
    """A file's text, data and positions. `data` is None if nothing could be read; `lost` are items left out."""

    name: str
    text: str = ""
    data: Any = None
    root: Node | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _keys: dict[int, dict[str | int, tuple[ScalarNode, Node]]] = field(default_factory=dict)
    """The keys of mappings that have been looked into: a mapping of 100,000 unknown keys is asked for each of them."""
    composed: str = ""
    """What the nodes were composed from: the text without what was left out."""
    _unfolded: tuple[Folded, Node | None] | None = None
    """The item that was looked into last."""

    def position(self, path: Path, *, of_key: bool = False) -> Position:
        """Where the value at `path` stands (or its key). What is not in the file points at the nearest thing around it.

        Steps that match nothing in the tree are skipped: pydantic's locations hold names of types, too.
        """
        node, mark, line = self.root, None, 1
        for at, step in enumerate(path):
            if isinstance(node, Folded) and (nodes := self._unfold(node)):
                line, node = line + node.start_mark.line, nodes
            last = at == len(path) - 1
            if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node, mark = node.value[step], None
            elif isinstance(node, MappingNode):
                entry = self._inside(node).get(step)
                if entry:
                    node, mark = entry[1], entry[0].start_mark if last and of_key else None
        if node is None:
            return Position(1, 1)
        place = mark or node.start_mark
        return Position(place.line + line, place.column + 1)

    def _unfold(self, item: Folded) -> Node | None:
        """The nodes of a folded item. Those of one item are kept: what is asked next is mostly of the same."""
        if self._unfolded is None or self._unfolded[0] is not item:
            self._keys.clear()  # it knows nodes by numbers that others may get
            self._unfolded = item, item.unfolded(self.composed)
        return self._unfolded[1]

    def _inside(self, node: MappingNode) -> dict[str | int, tuple[ScalarNode, Node]]:
        """The entries of a mapping by key; of equal keys the first."""
        if id(node) not in self._keys:
            scalars = [pair for pair in node.value if isinstance(pair[0], ScalarNode)]
            self._keys[id(node)] = {key.value: (key, value) for key, value in reversed(scalars)}
        return self._keys[id(node)]

    def has_null(self, path: Path) -> bool:
        """Whether the value at a path is null."""
        data = self.data
        for step in path:
            try:
                data = data[step]
            except (KeyError, IndexError, TypeError):
                return False
        return data is None

    def say(self, place: Position, code: Code, message: str, hint: str) -> None:
        """Add a diagnostic about this file."""
        self.diagnostics.append(Diagnostic(self.name, *place, code.severity, code.slug, message, hint))


def parse(data: bytes, name: str) -> Parsed:
    """Read the bytes of a YAML file called `name`. Never raises for what the bytes hold.

    After a syntax error the list item that holds it is left out and the rest is read, so that one slip does not hide
    the errors of the other items; what was left out is in `lost`.
    """
    decoded = decode(data, name)
    parsed = Parsed(name, diagnostics=decoded.diagnostics)
    if decoded.text is None:
        return parsed
    parsed.text = decoded.text
    text = _merged(parsed)
    errors, builder = _compose(parsed, text)
    slipped = list(slips(text, broken=bool(errors)))
    for slip in slipped:
        message, hint = _SLIPS[slip.code]
        place = Position(slip.line, slip.column)
        parsed.say(place, slip.code, message.format(slip.character), hint)
    explained = {slip.line for slip in slipped}
    for place, message, hint in errors:
        # A slip explains the error that the parser meets there or on the next line.
        if not {place.line, place.line - 1} & explained:
            parsed.say(place, YAML_ANCHOR if "别名" in message else YAML_SYNTAX, message, hint)
    if parsed.root is not None:
        parsed.data = builder.build(parsed.root)
    if parsed.data is None and not errors and not builder.flaws:  # `---`, `null` and `~` say nothing either
        parsed.say(Position(1, 1), EMPTY_FILE, "文件是空的", "照 docs/data-model.md 写上内容")
    for code, node, words in builder.flaws:
        message, hint = _FLAWS[code]
        place = Position(node.start_mark.line + 1, node.start_mark.column + 1)
        parsed.say(place, code, message.format(words), hint)
    return parsed


def _merged(parsed: Parsed) -> str:
    """The text without the markers and other sides of merge conflicts, which become diagnostics and `lost`."""
    left = conflicts(parsed.text)
    for conflict in left[:_MOST_CONFLICTS]:
        place = Position(*position(parsed.text, conflict.start))
        last = position(parsed.text, conflict.end)[0]
        if conflict.is_whole:
            message = f"合并冲突没有解决：第 {place.line} 到 {last} 行两边都在，只读了前一边"
        else:
            marks = "、".join(dict.fromkeys(mark for mark, _start, _end in conflict.markers))
            message = f"合并冲突没有清理干净：还留着 {marks}"
        parsed.say(place, MERGE_CONFLICT, message, "两边比较，留下对的，删去 <<<<<<<、=======、>>>>>>> 的行")
    text, dropped = without(parsed.text, left)
    parsed.lost += dropped
    return text


def _compose(parsed: Parsed, text: str) -> tuple[list[tuple[Position, str, str]], Builder]:
    """Compose the tree of a text, leaving out list items that do not parse.

    Returns the errors as (place, message, hint), and the builder that has folded what was composed in the end.
    """
    errors: list[tuple[Position, str, str]] = []
    unexpected = False
    for _ in range(_MOST_REPAIRS):
        builder = Builder(text)
        parsed.composed = text
        try:
            parsed.root = compose(text, builder)
            break
        except yaml.MarkedYAMLError as error:
            place = _blamed(text, error)
            before, unexpected = unexpected, place is not None and _at_dash(text, place)
            if not (before and unexpected):  # where one item cannot stand, the next cannot either: that is one error
                errors.append((place or Position(1, 1), *_in_chinese(error)))
            shorter = _without_item(text, place.line - 1) if place else None
            if shorter is None:
                break
            text, lost = shorter
            parsed.lost.append(lost)
        except yaml.YAMLError as error:
            errors.append((Position(1, 1), *_in_chinese(error)))
            break
    return errors, builder


def _at_dash(text: str, place: Position) -> bool:
    """Whether a place is where a list item begins."""
    return text.split("\n")[place.line - 1].startswith("- ", place.column - 1)


def _blamed(text: str, error: yaml.MarkedYAMLError) -> Position | None:
    """The place to show: the start of what was left open, or where the parser stopped."""
    problem = error.problem or ""
    opened = error.context is not None and any(
        words in error.context
        for words in ("quoted scalar", "flow", "simple key", "plain scalar", "directive", "anchor", "alias")
    )
    mark = (error.context_mark if opened and "tab" not in problem else None) or error.problem_mark
    if mark is None:
        return None
    if "cannot start any token" in problem or "expected key" in problem:
        # A quote left open swallows all up to the next quote in the file; the parser stops only behind that one.
        lines = text.split("\n")[: mark.line]
        for number in range(len(lines) - 1, -1, -1):
            quote = _OPEN_QUOTE.search(lines[number])
            if quote:
                error.problem = _OPEN
                return Position(number + 1, quote.start() + len(quote[0]) - len(quote[0].lstrip(": ")) + 1)
    lines = text.split("\n")
    if mark.line >= len(lines):  # libyaml puts the end of a text without a last line end on a line of its own
        return Position(len(lines), len(lines[-1]) + 1)
    return Position(mark.line + 1, mark.column + 1)


def _in_chinese(error: yaml.YAMLError) -> tuple[str, str]:
    english = getattr(error, "problem", None) or str(error)
    for words, message, hint in _SYNTAX:
        if words in english:
            return f"YAML 语法错误：{message}", hint
    return "YAML 语法错误：这里的写法不对", "对照上下几行检查冒号、引号和缩进；文字里有标点的加上引号"


def _without_item(text: str, line: int) -> tuple[str, str] | None:
    """The text with the innermost list item around `line` blanked out, and that item; None if there is no item."""
    lines = text.split("\n")
    at = min(line, len(lines) - 1)
    body = lines[at].lstrip(" ")
    # A blank line or one that starts with a tab says nothing about its depth: the item above is meant.
    limit = len(lines[at]) - len(body) if body.strip() and not body.startswith("\t") else len(text)
    for start in range(at, -1, -1):
        item = _ITEM.match(lines[start])
        if item and (start == at or len(item[1]) < limit):
            break
    else:
        return None
    indent = len(item[1])
    end = start + 1
    while end < len(lines) and not _ends(lines[end], indent):
        end += 1
    end = max(end, at + 1)
    lost = "\n".join(lines[start:end])
    return "\n".join([*lines[:start], *[""] * (end - start), *lines[end:]]), lost


def _ends(line: str, indent: int) -> bool:
    """Whether a line is no part of the list item that stands `indent` deep: less deep, or a sibling badly aligned."""
    body = line.lstrip(" ")
    depth = len(line) - len(body)
    return (
        bool(body.strip())
        and not body.startswith("\t")
        and (depth <= indent or (depth == indent + 1 and body.startswith("- ")))
    )
