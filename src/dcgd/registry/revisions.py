"""A registry as one revision of a git repository has it: read with git's plumbing, nothing checked out.

Whatever a caller gives as a revision is only ever resolved to the id of a commit; git is then asked by that id. It
never reaches git as an option, and no program that a repository's configuration names is run (`dcgd.source.git`).
"""

import os
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path, PurePosixPath

from dcgd.diagnostics import Severity
from dcgd.errors import NoRevision
from dcgd.naming import not_found
from dcgd.registry import file_codes, files, official, validation
from dcgd.registry.content import Registry
from dcgd.registry.load import NOWHERE, Reading, read
from dcgd.source import codes, git
from dcgd.source.files import MOST_BYTES
from dcgd.unseen import unseen

_MOST_BYTES = MOST_BYTES
"""What is read of one revision may be as large as one file of a folder."""
_MOST_NAMED = 5
"""Places of which one might be meant that are named."""

_LOSING = frozenset(code.slug for code in (*file_codes.CODES, *codes.CODES, *validation.CODES))


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a registry: the name to show, what was read, the official texts, the folder its files lie in.

    `day`: that of the commit; None for what lies in a folder, or is nowhere.
    """

    name: str
    reading: Reading
    texts: dict[str, str]
    folder: Path
    day: date | None = None

    @property
    def lossy(self) -> frozenset[str]:
        """The files, by their names in the registry, with errors that keep records from being read."""
        names = {parsed.name: name for name, parsed in self.reading.parsed.items()}
        errors = (diagnostic for diagnostic in self.reading.diagnostics if diagnostic.severity is Severity.ERROR)
        lossy = {error.file for error in errors if error.code in _LOSING}
        return frozenset(names[file] for file in lossy if file in names)


def in_folder(folder: Path, shown: str) -> Version:
    """The registry as it lies in a folder."""
    return Version(shown, read(folder, shown), official.official_texts(folder), folder)


class Repository:
    """The git repository around a folder."""

    def __init__(self, folder: Path) -> None:
        """Raises NoRevision if there is no git, or no repository that git will read."""
        self._folder = folder
        self.root = Path(os.fsdecode(self._git("rev-parse", "--show-toplevel")).rstrip("\n"))

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision names; raises NoRevision for what names none."""
        if revision.startswith("-") or unseen(revision) or not revision:
            raise NoRevision(f"“{revision}”不是版本：版本不能以“-”开头，也不能有看不见的字符")
        try:
            commit = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except NoRevision:
            shallow = self._git("rev-parse", "--is-shallow-repository").strip() == b"true"
            hint = "；这是浅克隆，先用 git fetch 取来那个版本" if shallow else ""
            raise NoRevision(f"git 里没有版本“{revision}”{hint}") from None
        return commit.decode("ascii").strip()

    def version(self, revision: str, folder: str | None, usual: Path) -> Version:
        """The registry that a revision has in `folder` (from the top of the repository).

        Without `folder` it is where it lies now (`usual`, which may lie anywhere), or, where the revision has nothing
        there, the one other place that is no registry now: folders get renamed. What is nowhere gives an empty
        registry. Raises NoRevision.
        """
        commit = self.commit(revision)
        tree = self._tree(commit)
        at = self._place(revision, tree, folder, usual)
        if at is None:
            return Version(revision, Reading(Registry(), [], {}), {}, usual)
        prefix = "" if at == "." else f"{at}/"
        named = {name.removeprefix(prefix): blob for name, blob in tree.items() if name.startswith(prefix)}
        named |= self._shared(tree, at, named)
        parts = {name: blob for name, blob in named.items() if files.is_yaml(name) or official.is_official(name)}
        contents = self._contents(parts)

        def read_bytes(path: Path) -> bytes:
            name = path.relative_to(NOWHERE).as_posix()
            if name not in contents:
                raise FileNotFoundError(name)
            return contents[name]

        name = revision if at == "." else f"{revision}:{at}"
        reading = read(NOWHERE, name, read_bytes=read_bytes, also=tuple(named))
        texts = official.decoded({name: data for name, data in contents.items() if official.is_official(name)})
        return Version(name, reading, texts, self.root / at, self._day(commit))

    @staticmethod
    def _shared(tree: Mapping[str, str], at: str, own: Collection[str]) -> dict[str, str]:
        """The shared files that a registry has from the folder above it, unless that is a registry itself."""
        above = PurePosixPath(at).parent
        if at == "." or str(above / files.TASKS) in tree:
            return {}
        places = {name: str(above / name) for name in files.SHARED if name not in own}
        return {files.UP + name: tree[place] for name, place in places.items() if place in tree}

    def _place(self, revision: str, tree: dict[str, str], folder: str | None, usual: Path) -> str | None:
        """The folder of a revision's registry, `.` for the top; None if there is none."""
        held = {str(PurePosixPath(name).parent) for name in tree if PurePosixPath(name).name == files.TASKS}
        if folder is not None:
            wanted = str(PurePosixPath(folder.strip("/") or "."))
            if wanted not in held:
                raise NoRevision(not_found(f"{revision}:{folder}", sorted(held)[:3], "登记册"))
            return wanted
        with suppress(ValueError):
            here = usual.resolve().relative_to(self.root.resolve()).as_posix()
            if here in held:
                return here
        others = [
            name
            for name in sorted(held)
            if (str(PurePosixPath(name, files.UNITS)) in tree or self._shared(tree, name, ()))
            and not (self.root / name / files.TASKS).is_file()
        ]
        if len(others) > 1:
            choices = "、".join(f"{revision}:{name}" for name in others[:_MOST_NAMED])
            raise NoRevision(f"{revision} 里登记册不在 {usual.name}，而有几个可能是它的：{choices}；写明其中一个")
        return others[0] if others else None

    def _day(self, commit: str) -> date | None:
        """The day, in China, of a commit."""
        told = re.search(rb"\ncommitter [^\n]*> (\d{1,11}) [+-]\d{4}\n", self._git("cat-file", "commit", commit))
        return (datetime(1970, 1, 1, 8) + timedelta(seconds=int(told[1]))).date() if told else None

    def _tree(self, commit: str) -> dict[str, str]:
        """Every regular file of a commit: its path from the top, and the id of its content."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        blobs = {}
        for entry in listed.split(b"\0"):
            about, _, name = entry.partition(b"\t")
            if about.startswith(b"100"):  # a symbolic link or a submodule is no file of a registry
                blobs[os.fsdecode(name)] = about.split()[2].decode("ascii")
        return blobs

    def _contents(self, parts: Mapping[str, str]) -> dict[str, bytes]:
        """The contents of blobs, given by name, measured before any of them is read. Raises NoRevision."""
        ids = "\n".join(parts.values()).encode("ascii")
        measured = self._git("cat-file", "--batch-check", given=ids).splitlines()
        total = 0
        for name, about in zip(parts, measured, strict=True):
            _id, kind, *size = about.split()
            if kind != b"blob":
                raise NoRevision(f"{name}：{git.INCOMPLETE}")
            total += int(size[0])
            if total > _MOST_BYTES:
                limit = _MOST_BYTES // 1024 // 1024
                raise NoRevision(f"这个版本里登记册的文件共超过 {limit} MB 的上限（算到 {name}），没有读")
        headers = sum(len(about) + 2 for about in measured)
        output = self._git("cat-file", "--batch", given=ids, most=total + headers)
        contents, at = {}, 0
        for name, about in zip(parts, measured, strict=True):
            start = at + len(about) + 1
            end = start + int(about.split()[2])
            if output[at:start] != about + b"\n" or output[end : end + 1] != b"\n":
                raise NoRevision(f"{name}：git 里的内容已损坏")
            contents[name] = output[start:end]
            at = end + 1
        return contents

    def _git(self, *words: str, given: bytes = b"", most: int = git.MOST_BYTES) -> bytes:
        return git.ask(self._folder, *words, given=given, most=most)
