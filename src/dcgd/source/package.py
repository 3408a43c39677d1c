"""An Office file that somebody sent, .xlsx or .docx: a zip of parts, of which nothing is trusted."""

import lzma
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import ParseError, fromstring

from dcgd.errors import Unreadable

MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
MOST_PARTS = 5_000
_ENCODING = re.compile(rb"""<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, ValueError, EOFError, OSError
)  # fmt: skip
"""What the library raises for parts that are broken, that lie, or that no method it knows has packed."""
_UTF8 = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_LEFT_ALONE = re.compile(r"(?:^|/)(?:media|customXml)/", re.IGNORECASE)
"""Pictures, and what other programs have put in: nobody parses them here."""


NOT_FETCHED = "只是 Git LFS 的指针，文件没有取来（git lfs pull）"


def is_pointer(data: bytes) -> bool:
    """Whether what was read stands for a file that Git LFS keeps elsewhere."""
    return data.startswith(b"version https://git-lfs.github.com/spec/")


class BadPackage(Unreadable):
    """A package that cannot be read; the sentence is without its subject."""


class NotAPackage(BadPackage):
    """A file that is no zip at all."""


class Relation(NamedTuple):
    """A part that another refers to: under which id, of what kind (`worksheet`, `styles` …), its name."""

    id: str
    kind: str
    part: str


class Package:
    """The parts of a package by name. No more of a part is unpacked than the size it declares."""

    def __init__(self, data: bytes) -> None:
        """Raises BadPackage for what is no package (NotAPackage), too large, or not of one meaning."""
        if is_pointer(data):
            raise BadPackage(NOT_FETCHED)
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise (BadPackage("可能已损坏") if data.startswith(b"PK") else NotAPackage("不是压缩包")) from error
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise BadPackage("展开后太大")
        # Some programs of Windows write the names as it writes paths.
        self.names = tuple(_name(part).replace("\\", "/").lstrip("/") for part in parts)
        self._parts = {name.casefold(): part for name, part in zip(self.names, parts, strict=True)}
        twice = [name for name, times in Counter(map(str.casefold, self.names)).items() if times > 1]
        if twice:
            raise BadPackage(f"里面有两个同名的部分（{twice[0][:60]}），说不清哪一个是真的")
        if any(part.flag_bits & 0x1 for part in parts):
            raise BadPackage("加了密码")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name; upper and lower case are one, as in all packages."""
        return name.casefold() in self._parts

    def is_stored(self, name: str) -> bool:
        """Whether a part is not compressed; raises KeyError for one that is not there."""
        part = self._parts[name.casefold()]
        return part.compress_type == zipfile.ZIP_STORED and part.compress_size == part.file_size

    def part(self, name: str) -> bytes:
        """A part; raises BadPackage, KeyError for one that is not there."""
        try:
            return self._archive.read(self._parts[name.casefold()])
        except _UNREADABLE as error:
            raise BadPackage("可能已损坏") from error

    def xml(self, name: str) -> bytes:
        """A part that is XML, without a document type, in UTF-8; raises BadPackage, KeyError."""
        part = self.part(name)
        _check(part)
        return part

    def relations(self, name: str = "") -> list[Relation]:
        """The parts that a part, or the package itself, refers to; those outside or not in the package are left out.

        Raises BadPackage.
        """
        folder, _, base = name.rpartition("/")
        if not self.has(described := f"{folder}/_rels/{base}.rels".lstrip("/")):
            return []
        try:
            entries = fromstring(self.xml(described))
        except (ParseError, RecursionError) as error:
            raise BadPackage("可能已损坏") from error
        relations = []
        for entry in entries:
            target = posixpath.join("/" + folder, entry.get("Target", "").replace("\\", "/"))
            part = posixpath.normpath(target).lstrip("/").casefold()
            if entry.get("TargetMode") != "External" and self.has(part):
                relations.append(Relation(entry.get("Id", ""), entry.get("Type", "").rpartition("/")[2], part))
        return relations

    def check(self) -> None:
        """Raises BadPackage when any part, whatever its name, is XML that `xml` refuses."""
        for name in self.names:
            if not _LEFT_ALONE.search(name):
                part = self.part(name)
                if part[:200].lstrip(_BEFORE_XML).startswith(b"<") or name.casefold().endswith((".xml", ".rels")):
                    _check(part)


def _name(part: zipfile.ZipInfo) -> str:
    """The name of a part. Programs of Chinese Windows write it in GBK and do not say so."""
    if part.flag_bits & 0x800 or part.filename.isascii():
        return part.filename
    try:
        return part.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return part.filename


def _check(part: bytes) -> None:
    """Refuse a document type, from which entities grow, and other encodings, in which it could not be seen."""
    text = part.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(text)
    if b"\0" in text or not text[:200].lstrip().startswith(b"<") or (declared and declared[1].lower() not in _UTF8):
        raise BadPackage("里面有不该有的内容（XML 不是 UTF-8 编码）")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise BadPackage("里面有不该有的内容（XML 的实体定义）")
