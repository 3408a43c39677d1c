"""The files that `dcgd import` was given, ready to be read: unpacked, old ones renewed, pictures recognised."""

import sys
from pathlib import Path

from dcgd.cli.console import say
from dcgd.cli.import_scans import with_scans
from dcgd.errors import Unreadable
from dcgd.intake.text.bundle import File, unpacked
from dcgd.intake.text.old_office import NEWER, is_old, kind_of, way_out
from dcgd.registry.official import MOST_BYTES
from dcgd.source import bounded
from dcgd.source.office import converter, renewed

_MOST_TOGETHER = 3 * MOST_BYTES
_NOT_OPENED = (".docx", ".docm", ".dotx", ".dotm", ".xlsx", ".xlsm", ".ofd")
"""Packages that are documents: they are not unpacked to look for files in them."""


def given_files(names: list[str]) -> list[File]:
    """The files of these names (`-` is standard input), as far as all of them together may be long.

    Raises OSError, Unreadable, and Stopped for a file that takes too long.
    """
    files: list[File] = []
    for name in names:
        files.append(File("" if name == "-" else Path(name).name, _bytes(name)))
        if sum(len(file.data) for file in files) > _MOST_TOGETHER:
            raise Unreadable(f"这些文件加起来超过 {_MOST_TOGETHER // 1_000_000} MB；分几次导入")
    if any(file.data.startswith(b"PK") and not file.name.lower().endswith(_NOT_OPENED) for file in files):
        files = bounded.call(unpacked, files)
    files = [_renewed(file) if is_old(file.data) and len(file.data) <= MOST_BYTES else file for file in files]
    return with_scans(files)


def _bytes(file: str) -> bytes:
    """The content of a file or of standard input, read only as far as the size limit."""
    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _renewed(file: File) -> File:
    """An old Word file or workbook in its new form, where LibreOffice is installed.

    One of a package that cannot be renewed stays as it is: what is not read of a package is told together.
    """
    try:
        kind = kind_of(file.data)
        data = _new(file.data, kind)
    except Unreadable:
        if file.packed:
            return file
        raise
    say(f"{file.name or '标准输入'} 由 LibreOffice 转成 .{NEWER[kind]} 再读；编号、表格对照原件看一遍")
    return file._replace(data=data)


def _new(data: bytes, kind: str) -> bytes:
    """What LibreOffice makes of an old file; raises Unreadable where there is none, or where it fails."""
    program = converter()
    made = renewed(program, data, f".{kind}", NEWER[kind]) if program else None
    if made is None:
        raise Unreadable(way_out(data, failed=program is not None))
    return made
