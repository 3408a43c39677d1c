"""Edits of a YAML file's text that touch only the bytes they must: comments, order and layout stay."""

from collections.abc import Collection, Sequence
from typing import Any

from yaml import YAMLError
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from dcgd.diagnostics import Path
from dcgd.errors import CannotEdit
from dcgd.source.layout import block_text, flow_text, id_text, item_text, quoted, scalar_text
from dcgd.source.tree import compose

__all__ = [
    "MappingNode", "Node", "ScalarNode", "SequenceNode",
    "amend", "append", "append_all", "drop", "flow_text", "last_node", "line_end", "quoted", "relist", "remove",
    "replace", "scalar_text",
]  # fmt: skip


def append(text: str, key: str, record: dict[str, Any] | str, path: Path = ()) -> str:
    """The text with one entry more at the end of the list under `key`; everything else as it was, byte for byte.

    `path` leads to the mapping that has the key; at the top of a file an empty text becomes a file with that list, in a
    record a list that is not there is added. Raises CannotEdit.
    """
    return append_all(text, key, [record], path)


def append_all(text: str, key: str, records: Sequence[dict[str, Any] | str], path: Path = ()) -> str:
    """The text with more entries (at least one) at the end of a list, in one go; else as `append`."""
    newline = "\r\n" if "\r\n" in text else "\n"
    line = ", ".join(map(item_text, records))
    root = _composed(text)
    if root is None:
        gap = "" if not text or text.endswith("\n") else newline
        return f"{text}{gap}{key}:{newline}{block_text('  ', records, newline)}"
    root = _at(root, path)
    if path and all(node.value != key for node, _ in root.value):
        lines = [f"{key}:", *block_text("  ", records, "\n").splitlines()] if isinstance(records[0], dict) else []
        return _insert(text, root, f"{key}: [{line}]", newline, lines)
    entries = _value(root, key)
    pad = " " * (root.start_mark.column + 2)
    if isinstance(entries, ScalarNode) and entries.value in ("", "null", "~"):
        at = _key_end(text, root, key)
        if entries.value:
            text = text[:at] + text[entries.end_mark.index :]
        return _lines_at(text, line_end(text, at), block_text(pad, records, newline), newline)
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
        return f"{text[:at]}{newline}{block_text(pad, records, newline).removesuffix(newline)}{text[end:]}"
    indent = " " * entries.start_mark.column
    return _lines_at(
        text, line_end(text, last_node(entries).end_mark.index), block_text(indent, records, newline), newline
    )


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


def relist(text: str, path: Path, names: Sequence[str]) -> str:
    """The text with other names in the list at `path`, which is written in one line. Raises as `append` does."""
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    node = _node(root, path)
    end = last_node(node).end_mark.index
    if not isinstance(node, SequenceNode) or "#" in text[node.start_mark.index : end]:
        raise CannotEdit("这里不是列表，或夹着注释，请直接改文件")
    return f"{text[: node.start_mark.index]}[{', '.join(map(item_text, names))}]{text[end:]}"


def remove(text: str, path: Path) -> str:
    """The text without the entry of a list at `path`; comments and all else stay as they were, byte for byte.

    Raises CannotEdit, also for a list that is written in one line.
    """
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    entries, index = _node(root, path[:-1]), path[-1]
    if not isinstance(entries, SequenceNode) or entries.flow_style or not isinstance(index, int):
        raise CannotEdit("这里不是一行一条的列表，请直接改文件")
    entry = entries.value[index]
    dash = text.rindex("-", 0, entry.start_mark.index)
    start, end = text.rindex("\n", 0, dash) + 1, line_end(text, last_node(entry).end_mark.index)
    if text[start:dash].strip():
        raise CannotEdit("这里不是一行一条的列表，请直接改文件")
    if len(entries.value) == 1:  # a list of nothing is written so; what else stands below its key stays there
        at = _key_end(text, _node(root, path[:-2]), str(path[-2]))
        return f"{text[:at]} []{text[at:start]}{text[end:]}"
    return text[:start] + text[end:]


def amend(text: str, path: Path, key: str, value: Any, after: Collection[str] = ()) -> str:
    """The text with a scalar under one key more in the record at `path`; everything else as it was, byte for byte.

    It stands behind the last of the keys `after` that are there, else at the end. Raises CannotEdit, also where the
    record has the key already.
    """
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    record = _at(root, path)
    if any(node.value == key for node, _ in record.value):
        raise CannotEdit(f"这里已经有 {key}")
    before = [held for node, held in record.value if node.value in after] or [record.value[-1][1]]
    return _insert(text, record, f"{key}: {id_text(value)}", "\r\n" if "\r\n" in text else "\n", last=before[-1])


def drop(text: str, path: Path) -> str:
    """The text without the key that `path` ends with, and its value; comments and all else stay, byte for byte.

    Raises CannotEdit, also for the only key of a record, and where a comment stands within what is to go.
    """
    root = _composed(text)
    if root is None:
        raise CannotEdit("文件是空的")
    record, name = _at(root, path[:-1]), str(path[-1])
    at = next((index for index, (key, _) in enumerate(record.value) if key.value == name), None)
    if at is None or len(record.value) == 1:
        raise CannotEdit(f"文件里没有键 {name}" if at is None else f"这里只有 {name} 一个键，请直接改文件")
    (key, value), before = record.value[at], record.value[at - 1][1] if at else None
    start, end = key.start_mark.index, last_node(value).end_mark.index
    line = text.rindex("\n", 0, start) + 1 if "\n" in text[:start] else 0
    if not record.flow_style and not text[line:start].strip():
        rest = text[end : line_end(text, end)]
        return text[:line] + (text[line:start] + rest.lstrip(" ") if "#" in rest else "") + text[end + len(rest) :]
    if before is not None:
        start = before.end_mark.index
    else:  # the next key takes its place behind the dash or the bracket
        end = record.value[1][0].start_mark.index
    if "#" in text[start:end].replace(str(value.value) if isinstance(value, ScalarNode) else "", ""):
        raise CannotEdit("这里夹着注释，请直接改文件")
    return text[:start] + text[end:]


def _composed(text: str) -> Node | None:
    try:
        return compose(text)
    except YAMLError:
        raise CannotEdit("YAML 有语法错误，先照 dcgd validate 改正") from None


def _insert(
    text: str, root: MappingNode, entry: str, newline: str, lines: Sequence[str] = (), last: Node | None = None
) -> str:
    """A new key with its value behind the value `last` of a record, else at its end; in a block on `lines` of its own,
    if there are any.
    """
    last = last or root.value[-1][1]
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
