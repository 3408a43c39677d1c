"""`--evidence`: the files and pages that show that a record is true."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from dcgd.cli.console import say
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import Evidence
from dcgd.model.stamps import named_evidence
from dcgd.registry.evidence import Kept, take_in, take_up

EvidenceFiles = Annotated[
    list[str] | None,
    typer.Option(
        "--evidence",
        metavar="佐证",
        help="佐证的文件或网址，可以重复；文件记路径和摘要，dcgd verify 照它核对",
        show_default=False,
    ),
]


class Shown(NamedTuple):
    """Evidence, and the files of it that are to be kept in the registry."""

    evidence: tuple[Evidence, ...]
    to_keep: tuple[Kept, ...]


def shown(folder: Path, names: Iterable[str] | None, *, kept: bool = False) -> Shown:
    """The evidence of these names, for the registry in a folder; with `kept` its files are to be copied there.

    A file that is not there is only named, which is said. Raises WrongUse, Refused, OSError.
    """
    evidence: list[Evidence] = []
    to_keep: list[Kept] = []
    for name in dict.fromkeys(names or ()):
        named = named_evidence(sayable(name))
        file = Path(name) if Path(name).exists() else folder / name
        if named.file is None:
            evidence.append(named)
        elif not file.exists() and not file.is_symlink():
            if kept:
                raise WrongUse(f"没有文件 {name}，没有什么可以留存")
            say(f"注意：没有文件 {name}，只记了名，以后无从核对")
            evidence.append(named)
        elif kept:
            taken, copy = take_in(file)
            evidence.append(taken)
            to_keep.append(copy)
        else:
            evidence.append(take_up(folder, file))
    if kept and not to_keep:
        raise WrongUse("--keep 要与 --evidence 文件 同用")
    return Shown(tuple(evidence), tuple(to_keep))
