"""A document that came in several files, or in a zip of them: which is the document, which are its enclosures."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dcgd.errors import Unreadable
from dcgd.intake.text.joined import joined
from dcgd.intake.text.readers import Reading, limited, read
from dcgd.intake.text.scan import ScannedPage
from dcgd.intake.text.unread import Tally, Unread
from dcgd.registry.official import MOST_BYTES
from dcgd.source.package import BadPackage, Package

_MOST_FILES = 50
_BESIDE = re.compile(r"(?:^|.*/)(?:__MACOSX/.*|\.[^/]*|~\$[^/]*|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
"""What programs put beside the files of a person."""
_OFFICE = ("[Content_Types].xml", "OFD.xml", "content.xml", "word/document.xml", "xl/workbook.xml")
"""Parts of which one is in every package that is a document itself."""
_PACKED = re.compile(rb"PK\x03\x04|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b")
_ENCLOSED = re.compile(r"^(?:\d+\s*[.．、_-]?\s*)?附\s?[件表录]")
_NUMBERED = re.compile(
    r"^[ \u3000#*]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,3}[.．、])", re.MULTILINE
)


class File(NamedTuple):
    """A file by its name, without folders, its bytes, and whether it came in a package of files.

    `scans` are its pages that are pictures (index, what was recognised); several pictures are pages of one file.
    """

    name: str
    data: bytes
    packed: bool = False
    scans: tuple[tuple[int, ScannedPage], ...] = ()


def unpacked(files: Sequence[File]) -> list[File]:
    """The files, with those of a zip in its place, in the order of their names, numbers in them by size.

    Raises Unreadable for a zip that is broken, too large, locked, or holds other packed files.
    """
    singles: list[File] = []
    for file in files:
        singles += _members(file) if is_archive(file.data) else [file]
    if len(singles) > _MOST_FILES:
        raise Unreadable(f"有 {len(singles)} 个文件，一次最多读 {_MOST_FILES} 个；分几次导入")
    return singles


def is_archive(data: bytes) -> bool:
    """Whether bytes are a zip of files, and no document that is stored as one."""
    if not data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        package = Package(data)
    except BadPackage as error:
        if "同名" in str(error) or "加了密码" in str(error):
            return not any(name.encode() in data for name in _OFFICE)
        return False
    return not any(map(package.has, _OFFICE))


def _members(file: File) -> list[File]:
    if len(file.data) > MOST_BYTES:
        raise Unreadable(f"{file.name} 有 {len(file.data) // 1_000_000} MB，超过 {MOST_BYTES // 1_000_000} MB 的上限")
    members: list[File] = []
    try:
        package = Package(file.data)
        names = [name for name in package.names if not name.endswith("/") and not _BESIDE.fullmatch(name)]
        if len(names) > _MOST_FILES:
            raise Unreadable(f"{file.name} 里有 {len(names)} 个文件，一次最多读 {_MOST_FILES} 个；分几次导入")
        for name in sorted(names, key=natural):
            data = package.part(name)
            if is_archive(data) or (_PACKED.match(data) and not data.startswith(b"PK")):
                raise Unreadable(f"{file.name} 里还有压缩包（{_base(name)}）；先把它解开，再导入")
            members.append(File(_base(name), data, packed=True))
    except BadPackage as error:
        raise Unreadable(f"读不了压缩包 {file.name}：{error}") from error
    if not members:
        raise Unreadable(f"压缩包 {file.name} 里没有文件")
    return members


def natural(name: str) -> list[tuple[int, str]]:
    """附件2 before 附件10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d{1,9})", name)]


def _base(name: str) -> str:
    return re.split(r"[/\\]", name)[-1]


def read_files(files: Sequence[File]) -> tuple[str, Reading]:
    """(name of the document, reading): one text of all, the enclosures behind the document.

    The document is the file with the most numbered text; workbooks and what is named 附件 are enclosures where there is
    another. What cannot be read of a package is told; for another file raises Unreadable.
    """
    if len(files) == 1:
        return files[0].name, _read(files[0])
    readings: list[tuple[File, Reading]] = []
    tally = Tally()
    for file in files:
        try:
            readings.append((file, _read(file)))
        except Unreadable as error:
            if not file.packed:
                raise Unreadable(f"{file.name}：{error}") from error
            tally.add("压缩包里没有读的文件", f"{file.name}，{error}")
    if not readings:
        raise Unreadable("压缩包里的文件都读不了：" + "；".join(map(str, tally.unread())))
    document = max(readings, key=lambda pair: _weight(*pair))
    others = [pair for pair in readings if pair is not document]
    text = joined(document[1].text, ((file.name, reading.text) for file, reading in others))
    forms = "、".join(dict.fromkeys(reading.form for _file, reading in (document, *others)))
    told = (*document[1].unread, *(unread for _file, reading in others for unread in reading.unread))
    scanned = any(reading.scanned for _file, reading in readings)
    return document[0].name, Reading(limited(text), forms, _merged((*told, *tally.unread())), scanned)


def _read(file: File) -> Reading:
    return read(file.data, file.name, dict(file.scans))


def _weight(file: File, reading: Reading) -> tuple[bool, int]:
    """How much a file looks like the document and not like an enclosure; of equals the first is taken."""
    enclosed = reading.form == "xlsx" or bool(_ENCLOSED.match(file.name))
    return not enclosed, len(_NUMBERED.findall(reading.text))


def _merged(unread: Iterable[Unread]) -> tuple[Unread, ...]:
    """What the files leave out, each kind once."""
    kinds: dict[str, Unread] = {}
    for kind, places, words in unread:
        before = kinds.get(kind, Unread(kind, 0, ()))
        kinds[kind] = Unread(kind, before.places + places, (*before.words, *words))
    return tuple(kinds.values())
