"""Evidence as files: taken up with a digest, kept under it in the registry, and compared with it later.

Paths count from the registry's folder. What a registry says is not trusted: only plain files in it and in the folder
above it are looked at, and no link is followed.
"""

import errno
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path, PurePath
from typing import NamedTuple

from dcgd.diagnostics import Code, Diagnostic, Place, Severity, in_order
from dcgd.errors import Refused
from dcgd.model import Evidence, Problem, Report
from dcgd.registry.files import EVIDENCE
from dcgd.registry.load import Reading
from dcgd.source.files import NotPlain, open_plain, why

EVIDENCE_MISSING = Code(
    "evidence-missing",
    Severity.ERROR,
    "佐证不见了",
    "dcgd verify 的结果：登记时记了摘要的佐证文件现在没有、读不了，或不在登记册和它上一层的文件夹里。只记了名的不查。",
    "evidence: [{file: evidence/验收单.pdf, sha256: …}]，而文件已经移走",
    "文件在原来的地方",
    "把文件放回原处；不在登记册旁边的，用 dcgd progress add … --evidence 文件 --keep 留一份。",
)
EVIDENCE_CHANGED = Code(
    "evidence-changed",
    Severity.ERROR,
    "佐证变了",
    "dcgd verify 的结果：佐证文件的内容与登记时的摘要不一样。",
    "登记以后又改过的 验收单.pdf",
    "内容与登记时一样的文件",
    "放回原来的文件；确实换了新的，另记一条进展，用 --evidence 指向新文件。",
)
CODES = (EVIDENCE_MISSING, EVIDENCE_CHANGED)
MOST_KEPT = 50_000_000
"""The largest file that is copied into a registry."""
MOST_READ = 2_000_000_000
"""The largest file whose digest is taken."""
_CHUNK = 1 << 20
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:[^\n]*\n){0,9}?oid sha256:([0-9a-f]{64})\n")
_MOST_OF_A_POINTER = 2_000
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}", re.ASCII)


class Kept(NamedTuple):
    """A file to be kept in a registry: its name there, named by its digest, and its content."""

    name: str
    content: bytes


def take_up(folder: Path, file: Path) -> Evidence:
    """A file as evidence: where it lies, from the registry's folder, and its digest. Raises Refused, OSError."""
    digest = _digest(file)
    try:
        name = Path(os.path.relpath(os.path.realpath(file), os.path.realpath(folder))).as_posix()
    except ValueError:  # on another drive
        name = str(file)
    return Evidence(file=name, sha256=digest)


def take_in(file: Path) -> tuple[Evidence, Kept]:
    """A file as evidence that is kept in the registry under its digest. Raises Refused, OSError."""
    content = b"".join(_chunks(file, MOST_KEPT))
    digest = hashlib.sha256(content).hexdigest()
    suffix = PurePath(file).suffix
    name = f"{EVIDENCE}/{digest}{suffix.lower() if _SUFFIX.fullmatch(suffix) else ''}"
    return Evidence(file=name, sha256=digest), Kept(name, content)


def _chunks(file: Path, most: int) -> Iterator[bytes]:
    """The bytes of a plain file; raises Refused for anything else and for one that is too large, OSError."""
    try:
        handle = open_plain(file, os.O_RDONLY)
    except NotPlain as error:
        raise Refused(f"{file} 是{error.kind}，不能作佐证；给文件本身") from None
    with os.fdopen(handle, "rb") as opened:
        size = 0
        said = os.fstat(handle).st_size
        while chunk := opened.read(_CHUNK):
            size += len(chunk)
            if max(size, said) > most:
                raise Refused(f"{file} 超过 {most // 1_000_000} MB，太大；给主要的几页，或放到别处只记网址")
            yield chunk


def _digest(file: Path) -> str:
    """The digest of a plain file. Raises Refused, OSError."""
    digest = hashlib.sha256()
    for chunk in _chunks(file, MOST_READ):
        digest.update(chunk)
    return digest.hexdigest()


def checked(reading: Reading, folder: Path) -> tuple[list[Diagnostic], int]:
    """What is missing or changed of the evidence that has a digest, in order, and how many of it there are."""
    diagnostics = []
    count = 0
    digest = digests()
    for evidence, place in _with_digest(reading):
        count += 1
        fault = compared(folder, evidence, digest)
        if fault:
            code, message = fault
            parsed = reading.parsed[place.file]
            where = parsed.position(place.path)
            diagnostics.append(Diagnostic(parsed.name, *where, code.severity, code.slug, message, code.mend))
    return in_order(diagnostics), count


def states(reading: Reading, folder: Path) -> dict[str, str | None]:
    """The digest, as it is now, of every file that a registry names as evidence with one; None of what is not there."""
    names = {evidence.file or "" for evidence, _place in _with_digest(reading)}
    return {name: state_of(folder, name) for name in sorted(names)}


def state_of(folder: Path, name: str) -> str | None:
    """The digest of a piece of evidence as it is now; None where there is none that may be looked at.

    Of what git has not fetched from its large file storage it is the digest that the pointer in its place gives.
    """
    try:
        path = _place(folder, name)
        if path is None:
            return None
        return pointed_at(path) or _digest(path)
    except (Refused, ValueError, OSError):
        return None


def _place(folder: Path, name: str) -> Path | None:
    """Where a piece of evidence lies; None where that is neither in the registry nor in the folder above, or a link."""
    base = os.path.realpath(folder)
    path = os.path.normpath(os.path.join(base, name))  # noqa: PTH118 (a name that leads upwards is to be seen)
    return Path(path) if Path(path).is_relative_to(Path(base).parent) and os.path.realpath(path) == path else None


def pointed_at(path: Path) -> str | None:
    """The digest of what a pointer of Git LFS stands for; None for a file that is none. Raises Refused, OSError."""
    if path.stat().st_size > _MOST_OF_A_POINTER:
        return None
    match = _POINTER.match(b"".join(_chunks(path, _MOST_OF_A_POINTER)))
    return match[1].decode("ascii") if match else None


def _by_git(path: Path, digest: str) -> str:
    """What git has done to a file that is not as it was, in a clause; empty where that is not known."""
    if pointed_at(path) == digest:
        return "：只是 Git LFS 的指针，文件没有取来（git lfs pull）"
    if path.stat().st_size <= MOST_KEPT:
        lines = b"".join(_chunks(path, MOST_KEPT)).replace(b"\r\n", b"\n")
        if hashlib.sha256(lines).hexdigest() == digest:
            return "：只有行尾不同，git 换过；在 .gitattributes 写 evidence/** -text，再取一次"
    return ""


def _with_digest(reading: Reading) -> Iterator[tuple[Evidence, Place]]:
    registry = reading.registry
    shown: Iterator[tuple[Evidence, Place]] = chain(
        (pair for filed in registry.reports for pair in _of(filed.entity, filed.place)),
        (pair for filed in registry.problems for pair in _of_steps(filed.entity, filed.place)),
    )
    return ((evidence, place) for evidence, place in shown if evidence.sha256)


def _of(report: Report, place: Place) -> Iterator[tuple[Evidence, Place]]:
    for number, evidence in enumerate(report.evidence):
        yield evidence, place.at("evidence", number)


def _of_steps(problem: Problem, place: Place) -> Iterator[tuple[Evidence, Place]]:
    for index, step in enumerate(problem.steps):
        for number, evidence in enumerate(step.evidence):
            yield evidence, place.at("steps", index, "evidence", number)


def digests() -> Callable[[Path], str]:
    """What takes the digest of a file, of one file once: a thousand reports may name it."""
    return cache(_digest)


def compared(folder: Path, evidence: Evidence, digest: Callable[[Path], str]) -> tuple[Code, str] | None:
    """What is wrong with a file that has a digest; None for one that is as it was."""
    name = evidence.file or ""
    try:
        path = _place(folder, name)
        if path is None:
            return EVIDENCE_MISSING, f"{name} 不在登记册和它上一层的文件夹里，或路径里有链接，没有看"
        if digest(path) == evidence.sha256:
            return None
        return EVIDENCE_CHANGED, f"{name} 的内容与登记时不一样{_by_git(path, evidence.sha256 or '')}"
    except Refused as refused:
        return EVIDENCE_MISSING, str(refused)
    except ValueError:
        return EVIDENCE_MISSING, f"没有文件 {name!r}"
    except OSError as error:
        if error.errno == errno.ENOENT:
            return EVIDENCE_MISSING, f"没有文件 {name}"
        return EVIDENCE_MISSING, f"读不了 {name}：{why(error)}"
