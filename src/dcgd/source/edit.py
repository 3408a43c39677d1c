"""Edits of a YAML file's text that touch only the bytes they must: comments, order and layout stay."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from yaml import YAMLError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from dcgd.diagnostics import Path
from dcgd.errors import CannotEdit
from dcgd.source.tree import compose
from dcgd.unseen import unseen

__all__ = [
    "MappingNode", "Node", "ScalarNode", "SequenceNode",
    "amend", "append", "append_all", "flow_text", "last_node", "line_end", "quoted", "replace", "scalar_text", "splice",
]  # fmt: skip

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~0-9.+=<＝][^:#,\[\]{}\n\t\r\x00-\x1f\x7f\u0080-\u00a0\u2028\u2029\ufeff]*"
)
_LIKE_A_SLIP = re.compile(r"[［【「]|[a-z_ ]+：")
"""What begins a text that `lexical` would take for a list or a key written with full-width punctuation."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar_text(value: Any) -> str:
    """A value as YAML in a flow: numbers and dates bare, text plain where that is unambiguous, else double-quoted."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")  # 3E-8 would be read as text
    if not isinstance(value, str):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS and not unseen(value)
    return value if plain and not _LIKE_A_SLIP.match(value) else quoted(value)


def quoted(text: str) -> str:
    """Text between double quotes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    """A character between double quotes. JSON's surrogate pairs are no YAML, so that its escapes will not do."""
    if character in '"\\':
        return "\\" + character
    if not unseen(character):
        return character
    number = ord(character)
    return "\\n" if number == 10 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def flow_text(record: dict[str, Any]) -> str:
    """A record as one line: `{target: 5-1, date: 2023-06-30, value: 8}`; keys without a value are left out."""
    parts = []
    for key, value in record.items():
        if value is None:
            continue
        if isinstance(value, list):
            inner = ", ".join(map(_item_text, value))
            parts.append(f"{key}: [{inner}]")
        else:
            parts.append(f"{key}: {_id_text(value)}")
    return "{" + ", ".join(parts) + "}"


def _item_text(value: Any) -> str:
    """A member of a flow list. A text with 、 or ， is quoted: else it would look like two with the wrong comma."""
    if isinstance(value, dict):
        return flow_text(value)
    return quoted(value) if isinstance(value, str) and re.search("[，、；]", value) else scalar_text(value)


def _id_text(value: Any) -> str:
    """Like `scalar_text`, with ids such as 5-1 and dates left bare: YAML and validation take them for text."""
    if isinstance(value, str) and re.fullmatch(
        r"\d{1,6}-m?\d{1,4}|\d{4}-\d{2}-\d{2}|[A-Z]{2}-\d{4}-\d{3,}", value, re.ASCII
    ):
        return value
    return scalar_text(value)


def append(text: str, key: str, record: dict[str, Any] | str, path: Path = ()) -> str:
    """The text with one entry more at the end of the list under `key`; everything else as it was, byte for byte.

    `path` leads to the mapping that has the key; at the top of a file an empty text becomes a file with that list, in a
    record a list that is not there is added. Raises CannotEdit.
    """
    return append_all(text, key, [record], path)


def append_all(text: str, key: str, records: Sequence[dict[str, Any] | str], path: Path = ()) -> str:
    """The text with more entries (at least one) at the end of a list, in one go; else as `append`."""
    newline = "\r\n" if "\r\n" in text else "\n"
    line = ", ".join(map(_item_text, records))
    root = _composed(text)
    if root is None:
        gap = "" if not text or text.endswith("\n") else newline
        return f"{text}{gap}{key}:{newline}{_block('  ', records, newline)}"
    root = _at(root, path)
    if path and all(node.value != key for node, _ in root.value):
        lines = [f"{key}:", f"  - {line}"] * isinstance(records[0], dict)
        return _insert(text, root, f"{key}: [{line}]", newline, lines)
    entries = _value(root, key)
    pad = " " * (root.start_mark.column + 2)
    if isinstance(entries, ScalarNode) and entries.value in ("", "null", "~"):
        at = _key_end(text, root, key)
        if entries.value:
            text = text[:at] + text[entries.end_mark.index :]
        return _lines_at(text, line_end(text, at), _block(pad, records, newline), newline)
    if not isinstance(entries, SequenceNode):
        raise CannotEdit(f"{key} 不是列表")
    if entries.flow_style:
        if entries.value:
            cut = entries.value[-1].end_mark.index  # what follows may be a comma or a comment
            return f"{text[:cut]}, {line}{text[cut:]}"
        start, end = entries.start_mark.index + 1, entries.end_mark.index
        if root.flow_style or text[start : end - 1].strip():  # inside of what is one line, or a comment, which stays
            return f"{text[:start]}{line}{text[start:]}"
        at = _key_end(text, root, key)
        return f"{text[:at]}{newline}{_block(pad, records, newline).removesuffix(newline)}{text[end:]}"
    indent = " " * entries.start_mark.column
    return _lines_at(text, line_end(text, last_node(entries).end_mark.index), _block(indent, records, newline), newline)


def _block(indent: str, records: Sequence[dict[str, Any] | str], newline: str) -> str:
    """Entries of a list: one line each, but a list of records inside a record has a line for each of those."""
    lines = []
    for record in records:
        if isinstance(record, str):
            lines.append(f"{indent}- {scalar_text(record)}")
        elif any(isinstance(value, list) and value and isinstance(value[0], dict) for value in record.values()):
            lead = "- "
            for key, value in record.items():
                if isinstance(value, list):
                    lines.append(f"{indent}{lead}{key}:")
                    lines += [f"{indent}    - {flow_text(item)}" for item in value]
                else:
                    lines.append(f"{indent}{lead}{key}: {_id_text(value)}")
                lead = "  "
        else:
            lines.append(f"{indent}- {flow_text(record)}")
    return "".join(line + newline for line in lines)


def _lines_at(text: str, cut: int, block: str, newline: str) -> str:
    """Whole lines put in before the line that begins at `cut`."""
    gap = "" if text[:cut].endswith("\n") else newline
    return f"{text[:cut]}{gap}{block}{text[cut:]}"


def replace(text: str, path: Path, value: Any) -> str:
    """The text with another scalar at `path`; everything else as it was, byte for byte. Raises as `append` does."""
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    node = _node(root, path)
    if not isinstance(node, ScalarNode) or node.style in ("|", ">") or not node.value:
        raise CannotEdit("这里不是一行的文字或数，请直接改文件")
    return text[: node.start_mark.index] + scalar_text(value) + text[node.end_mark.index :]


def amend(text: str, path: Path, key: str, value: Any) -> str:
    """The text with a scalar under one key more in the record at `path`; everything else as it was, byte for byte.

    Raises CannotEdit, also where the record has the key already.
    """
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    record = _at(root, path)
    if any(node.value == key for node, _ in record.value):
        raise CannotEdit(f"这里已经有 {key}")
    return _insert(text, record, f"{key}: {_id_text(value)}", "\r\n" if "\r\n" in text else "\n")


def splice(text: str, values: Mapping[Path, str]) -> str:
    """The text with other scalars at several paths, each given as YAML. Raises CannotEdit."""
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    marks = [(_node(root, path), new) for path, new in values.items()]
    for node, new in sorted(marks, key=lambda mark: mark[0].start_mark.index, reverse=True):
        text = text[: node.start_mark.index] + new + text[node.end_mark.index :]
    return text


def _composed(text: str) -> Node | None:
    try:
        return compose(text)
    except YAMLError:
        raise CannotEdit("YAML 有语法错误，先照 dcgd validate 改正") from None


def _insert(text: str, root: MappingNode, entry: str, newline: str, lines: Sequence[str] = ()) -> str:
    """A new key with its value at the end of a record; in a block on `lines` of its own, if there are any."""
    last = root.value[-1][1]
    if root.flow_style:
        cut = last.end_mark.index
        return f"{text[:cut]}, {entry}{text[cut:]}"
    indent = " " * root.start_mark.column
    cut = line_end(text, last_node(last).end_mark.index)
    gap = "" if text[:cut].endswith("\n") else newline
    return f"{text[:cut]}{gap}" + "".join(f"{indent}{line}{newline}" for line in lines or [entry]) + text[cut:]


def _node(root: Node, path: Path) -> Node:
    """The node at a path; raises CannotEdit where the file has none."""
    for step in path:
        if isinstance(root, SequenceNode) and isinstance(step, int) and step < len(root.value):
            root = root.value[step]
        else:
            root = _value(root, str(step))
    return root


def _at(root: Node, path: Path) -> MappingNode:
    mapping = _node(root, path)
    if not isinstance(mapping, MappingNode):
        raise CannotEdit("文件不是一组“键: 值”" if not path else "这里不是一组“键: 值”")
    return mapping


def _value(root: Node, key: str) -> Node:
    if not isinstance(root, MappingNode):
        raise CannotEdit("文件不是一组“键: 值”")
    for key_node, value_node in root.value:
        if key_node.value == key:
            value: Node = value_node
            return value
    raise CannotEdit(f"文件里没有键 {key}")


def _key_end(text: str, root: Node, key: str) -> int:
    """The index just behind the colon of a key."""
    assert isinstance(root, MappingNode)
    mark = next(node.end_mark.index for node, _ in root.value if node.value == key)
    return text.index(":", mark) + 1


def last_node(node: Node) -> Node:
    """The last scalar or flow inside a block: a block's own end lies behind the comments that follow it."""
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def line_end(text: str, index: int) -> int:
    """The index just behind the end of the line that holds the character before `index`."""
    if index and text[index - 1] == "\n":
        return index
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1
