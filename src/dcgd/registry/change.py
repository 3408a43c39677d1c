"""Changing a registry: read, edit, check the outcome, and only then write; all under the folder's lock."""

import codecs
from collections.abc import Callable
from pathlib import Path

from dcgd.diagnostics import Diagnostic, Severity
from dcgd.errors import Refused
from dcgd.registry import files
from dcgd.registry.load import Reading, read
from dcgd.source.files import carry_out, content, locked, replace_all, sweep

READ_ONLY = "随程序带来的登记册只读；先用 dcgd init 建一个自己的，如 dcgd init --from-default 台账"

Edit = Callable[[Reading], dict[str, str]]
"""Given what is there, the new texts of the files to change, by their names in the registry."""


def is_shipped(folder: Path) -> bool:
    """Whether a registry is the one inside the package, which nobody may write to."""
    return folder.resolve().parent == Path(files.__file__).resolve().parent.parent


def change(folder: Path, edit: Edit, shown: str | None = None) -> Reading:
    """Apply an edit to a registry and return the outcome as it stands on disk.

    Refuses, with nothing written, what brings a new error into the registry; errors that are there already do not
    stand in the way, unless the very bytes of a file to change could not be kept. Raises Refused, Busy, OSError, and
    whatever `edit` raises.
    """
    if is_shipped(folder):
        raise Refused(READ_ONLY)
    with locked(folder):
        carry_out(folder)
        before = read(folder, shown)
        texts = edit(before)
        for name in texts:
            if not files.inside(folder, folder / name):
                raise Refused(f"{name} 是链接，指向登记册之外。没有写入。")
        data = {name: _mark(folder / name, name, before) + text.encode("utf-8") for name, text in texts.items()}

        def overlay(path: Path) -> bytes:
            name = path.relative_to(folder).as_posix()
            return data[name] if name in data else content(path)

        after = read(folder, shown, read_bytes=overlay, also=tuple(data))
        known = {_words(each) for each in before.diagnostics}
        added = tuple(
            each for each in after.diagnostics if each.severity is Severity.ERROR and _words(each) not in known
        )
        if added:
            raise Refused("这样改，登记册就不合格了；没有写入。", added)
        for each in (folder, folder / files.PROGRESS):
            sweep(each)
        replace_all(folder, data)
    return after


def _mark(path: Path, name: str, before: Reading) -> bytes:
    """The byte order mark a file has; raises Refused when its text, written again, would not be its bytes."""
    try:
        was = content(path)
    except FileNotFoundError:
        return b""
    mark = codecs.BOM_UTF8 if was.startswith(codecs.BOM_UTF8) else b""
    if not name.endswith(".yaml"):  # an official text, which is replaced as a whole
        return b""
    parsed = before.parsed.get(name)
    if parsed is None or mark + parsed.text.encode("utf-8") != was:
        raise Refused(f"{name} 的编码不是 UTF-8，或有控制字符；先照 dcgd validate 改正。没有写入。")
    return mark


def _words(found: Diagnostic) -> tuple[str, str, str]:
    """A diagnostic without its place, which an edit above it moves."""
    return found.file, found.code, found.message
