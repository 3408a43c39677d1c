"""When and by whom a record is written: the one place that makes a stamp."""

import getpass
import os
from datetime import date
from pathlib import Path
from typing import Annotated

from dcgd.cli.clock import now
from dcgd.cli.options import on_day
from dcgd.errors import NoRevision, WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import Stamp
from dcgd.source import git
from dcgd.unseen import without_unseen

Received = Annotated[date | None, on_day("--received", "单位交来之日，缺省是今天；考核的迟报看它")]
_NOBODY, _LONGEST = "不详", 60


def stamp(folder: Path) -> Stamp:
    """The stamp of what is written now to the registry in a folder.

    By `DCGD_USER`, else by whom git would name there, else by whom the system knows.
    """
    return Stamp(now(), _one_line(os.environ.get("DCGD_USER", "")) or _name_in_git(folder) or _login())


def handed_over(received: date | None, made: Stamp) -> date:
    """The day on which something was handed in; raises WrongUse for one that is still to come."""
    if received and received > made.day:
        raise WrongUse(f"--received {received} 还没有到（今天是 {made.day}）")
    return received or made.day


def _name_in_git(folder: Path) -> str:
    try:
        said = git.ask(folder, "config", "--get", "user.name", most=1000, seconds=5)
    except (NoRevision, OSError):
        return ""
    return _one_line(said.decode("utf-8", "replace"))


def _login() -> str:
    try:
        return _one_line(getpass.getuser()) or _NOBODY
    except (OSError, KeyError, ImportError):  # a system that knows no name for who runs the program
        return _NOBODY


def _one_line(name: str) -> str:
    return " ".join(without_unseen(sayable(name), " ").split())[:_LONGEST]
