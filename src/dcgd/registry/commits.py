"""Which commit wrote each line of a registry's files."""

import re
from difflib import SequenceMatcher
from pathlib import Path

from dcgd.errors import NoRevision
from dcgd.source import git

_SHORT = 10
_MOST_LINES = 20_000
"""Beyond these a file that was changed since its commit is not compared line by line."""
_GROUP = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+) (\d+)$", re.MULTILINE)


def commits_of_lines(folder: Path, name: str, text: str) -> dict[int, str]:
    """The short id of the commit that wrote each line of a file as it lies there now, by the number of the line.

    Lines that are not committed are left out, and so is everything where there is no git or no repository. What is
    compared is the last commit: git looks at no file of the working tree, whose filters are programs.
    """
    try:
        committed = git.ask(folder, "cat-file", "blob", f"HEAD:./{name}").decode("utf-8", "replace").splitlines()
        told = git.ask(folder, "blame", "--incremental", "--no-textconv", "--root", "HEAD", "--", name)
    except NoRevision:
        return {}
    of_committed = {
        line: group[1][:_SHORT].decode("ascii")
        for group in _GROUP.finditer(told)
        for line in range(int(group[2]), int(group[2]) + int(group[3]))
    }
    now = text.splitlines()
    if now == committed:
        return of_committed
    if max(len(now), len(committed)) > _MOST_LINES:
        return {}
    same = SequenceMatcher(None, committed, now, autojunk=False).get_matching_blocks()
    return {
        block.b + step + 1: of_committed[block.a + step + 1]
        for block in same
        for step in range(block.size)
        if block.a + step + 1 in of_committed
    }
