"""The official text beside a registry: the files under `source/`, as lines and as one run of text."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dcgd.diagnostics import Code, Severity
from dcgd.errors import Unreadable
from dcgd.registry.files import SOURCE, inside
from dcgd.registry.view import View
from dcgd.source.decoding import decode

OFFICIAL_TEXT = Code(
    "official-text",
    Severity.ERROR,
    "与官方文本不符",
    "dcgd verify 的结果：原文、责任单位、序号、章节标题、文号、标题或成文日期与 source/ 里的官方文本不一致。"
    "[-…-] 是官方文本有而登记册没有的字，{+…+} 是登记册多出的字。",
    "text: … 新增高新技术企业 12 家以上 …（官方文本是 15）",
    "text: … 新增高新技术企业 15 家以上 …",
    "照官方文本改登记册。官方文本本身录错了的，对照印发件改 source/ 里的文件。",
)
CODES = (OFFICIAL_TEXT,)
MOST_BYTES = 20_000_000
"""The largest document read: a plain one of 90 tasks has 60 kB, a .docx with pictures a few megabytes."""
MOST_CHARACTERS = 4_000_000
"""The longest official text."""
_SUFFIXES = (".md", ".txt")
_HEADING = re.compile(r"#{1,6}[ \t]+")


def is_official(name: str) -> bool:
    """Whether a file, by its name in a registry, is an official text."""
    folder, _, base = name.rpartition("/")
    return folder == SOURCE and not base.startswith(".") and base.lower().endswith(_SUFFIXES)


def official_files(folder: Path) -> list[Path]:
    """The files of official text of a registry, by name; links that lead out of the registry are none."""
    try:
        paths = [
            path for path in (folder / SOURCE).iterdir() if is_official(f"{SOURCE}/{path.name}") and path.is_file()
        ]
    except OSError:
        return []
    return sorted(path for path in paths if inside(folder, path))


def official_contents(folder: Path) -> dict[str, bytes]:
    """The bytes of the official texts by their names in the registry (`source/…md`).

    Raises OSError for what cannot be read, Unreadable for more than an official text has.
    """
    view = View(folder)
    paths = {*official_files(folder), *(folder / name for name in view.created() if is_official(name))}
    contents: dict[str, bytes] = {}
    size = 0
    for path in sorted(paths):
        data = contents[path.relative_to(folder).as_posix()] = view.content(path)
        size += len(data)
        if size > MOST_BYTES:
            raise Unreadable(f"{folder / SOURCE} 里的官方文本超过 {MOST_BYTES // 1_000_000} MB；只留官方文件的文字")
    return contents


def official_texts(folder: Path) -> dict[str, str]:
    """The official texts by their names in the registry; raises OSError and Unreadable as `official_contents` does."""
    return decoded(official_contents(folder))


def decoded(files: Mapping[str, bytes]) -> dict[str, str]:
    """The text of files given as bytes, whatever their encoding, with line ends as LF.

    Raises Unreadable for more than an official text has.
    """
    texts = {name: (decode(data, name).text or "").replace("\r\n", "\n") for name, data in files.items()}
    if sum(map(len, texts.values())) > MOST_CHARACTERS:
        raise Unreadable(f"{SOURCE}/ 里的官方文本超过 {MOST_CHARACTERS} 字；只留官方文件的文字")
    return texts


@dataclass(frozen=True, slots=True)
class Run:
    """Official text as one run: lines and pages joined with nothing between, without `#` and indents.

    Inside a line every character is as it stands. `starts` are the offsets in the run at which each kept part of
    a line begins, `places` its (file, line, column).
    """

    text: str
    starts: list[int]
    places: list[tuple[str, int, int]]

    def place(self, offset: int) -> tuple[str, int, int]:
        """File, line and column, from 1, of the character at `offset`."""
        if not self.starts:
            return "", 1, 1
        at = max(bisect_right(self.starts, min(offset, max(len(self.text) - 1, 0))) - 1, 0)
        file, line, column = self.places[at]
        return file, line, column + offset - self.starts[at]


def run_of(texts: Mapping[str, str]) -> Run:
    """All the files' text as one run."""
    parts: list[str] = []
    starts: list[int] = []
    places: list[tuple[str, int, int]] = []
    size = 0
    for file, text in texts.items():
        for number, line in enumerate(text.split("\n"), 1):
            heading = _HEADING.match(line)
            body = line[heading.end() :] if heading else line
            kept = body.strip()
            skip = len(line) - len(body.lstrip())
            if kept:
                parts.append(kept)
                starts.append(size)
                places.append((file, number, skip + 1))
                size += len(kept)
    return Run("".join(parts), starts, places)
