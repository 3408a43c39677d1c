"""What the commands that hand out papers share: the facts, the place a paper goes to, templates, extras."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NamedTuple, TypeVar

import typer

from dcgd.cli.console import said_if_cut_off, say
from dcgd.cli.session import Session
from dcgd.cli.suffixes import named_rightly
from dcgd.errors import Stopped, WrongUse
from dcgd.index.contacts import on_paper
from dcgd.index.schema import TableName
from dcgd.publish.papers.filenames import distinct, safe_name
from dcgd.publish.papers.office import Imprint
from dcgd.publish.papers.render import BadTemplate, OwnTemplate
from dcgd.publish.snapshot import Snapshot
from dcgd.publish.tabular.exported import exported
from dcgd.publish.tabular.typed_tables import Data
from dcgd.source import files
from dcgd.source.files import destination
from dcgd.source.package import MOST_BYTES

T = TypeVar("T")


class Delivery(NamedTuple):
    """Where a paper goes."""

    out: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="文件", help="写到哪里；- 是标准输出", show_default=False),
    ] = None
    force: Annotated[bool, typer.Option("--force", help="文件已经有了也覆盖")] = False


Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="文件", help="用自己的模板；样子由 export template 给出", show_default=False),
]


def table(session: Session, name: TableName, day: date) -> Data:
    """One table, whole."""
    return exported(session.connection, name, day)


def imprint(session: Session, snapshot: Snapshot) -> Imprint:
    """What is known of a paper that is not issued: whom to ring at the office."""
    registry = snapshot.items[0].home.registry if snapshot.items else ""
    return Imprint(phone=on_paper(session.connection, registry).office.phone)


def one_document(session: Session, what: str) -> None:
    """Raises WrongUse where a paper can only be of one registry."""
    if len(session.sources) != 1:
        raise WrongUse(f"{what}只写一个文件，这里有 {len(session.sources)} 个登记册；用 --data 指明其中一个")


def deliver(data: bytes, to: Delivery, *, default: str | None, suffix: str = "") -> None:
    """Write a paper where `-o` says: a file, whole or not at all, `-` for stdout; else to `default`, None for stdout.

    A folder takes the file under its default name. Raises WrongUse for a file that is there already, and for one whose
    name promises another format than `suffix`, by default that of `default`.
    """
    named_rightly(Path(to.out or ""), suffix or Path(default or "").suffix)
    if to.out == "-" or (to.out is None and default is None):
        if sys.stdout.isatty() and b"\0" in data[:4096]:
            raise WrongUse("不把二进制文件写到终端；用 -o 指明文件，或接上管道")
        if sys.stdout.isatty():
            sys.stdout.write(data.decode("utf-8", "replace"))
        else:
            sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    path = Path(to.out or default or "")
    if path.is_dir() and default:
        path /= default
    write(path, data, force=to.force)
    say(f"写好了：{path}")


def deliver_many(files: Mapping[str, Callable[[], bytes]], to: Delivery, *, words: str) -> None:
    """Make and write several papers into the folder that `-o` names, made if need be; by default the current one.

    Nothing is written when one of them is there already. `words` stand before the progress.
    """
    paths = free_all(to.out or ".", list(files), force=to.force)
    left = list(paths)
    with said_if_cut_off(lambda: f"写好了 {len(files) - len(left)} 个文件，还有 {len(left)} 个没有写，从 {left[0]} 起"):
        for path, make in steps(zip(paths, files.values(), strict=True), len(files), words):
            write(path, make(), force=to.force)
            left.remove(path)
    say(f"写好了 {len(files)} 个文件：{to.out or '.'}")


def free_all(out: str, names: list[str], *, force: bool) -> list[Path]:
    """Where several papers of these names can be written to; raises WrongUse when one of them is there already."""
    if out == "-" or Path(out).is_file():
        raise WrongUse("这里要写几个文件，-o 应是文件夹")
    named_rightly(Path(out), "")
    paths = places(out, names)
    for path in paths:
        free(path, force=force)
    return paths


def places(out: str, names: Sequence[str]) -> list[Path]:
    """The files of a folder that papers of these names are.

    Names come from the data: none leads out of the folder, and no two papers take the same file.
    """
    stems = distinct([safe_name(name.rpartition(".")[0]) for name in names])
    return [Path(out) / f"{stem}.{name.rpartition('.')[2]}" for stem, name in zip(stems, names, strict=True)]


def write(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; raises WrongUse when it is there."""
    free(path, force=force)
    files.write(path, data)


def free(path: Path, *, force: bool) -> None:
    """Raises WrongUse when a file is there already, or a folder is in its place, Refused for a link to nowhere."""
    destination(path)
    if path.is_dir():
        raise WrongUse(f"{path} 是文件夹，不是文件")
    if path.is_file() and not force:
        raise WrongUse(f"{path} 已经有了；要覆盖它，加 --force")


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Turn the absence of a library into the command that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("dcgd"):
            raise
        way = "这个免安装的包里没有，见安装说明" if hasattr(sys, "frozen") else f"安装它：pip install 'dcgd[{name}]'"
        raise WrongUse(f"{what}要用的库（{error.name}）没有安装；{way}") from None


def need_workbooks() -> None:
    """Raises WrongUse where workbooks cannot be written or not be read, before anything else is done."""
    missing = [name for name in ("openpyxl", "xlsxwriter") if find_spec(name) is None]
    if missing:
        raise WrongUse(f"读写工作簿要先安装 {'、'.join(missing)}：pip install 'dcgd[xlsx]'")


def read_template(path: Path | None) -> OwnTemplate | None:
    """A user's template; None where none is given. Raises OSError, and WrongUse for one that is too large."""
    if path is None:
        return None
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise WrongUse(f"{path} 超过 {MOST_BYTES // 1_000_000} MB，不像模板")
    return OwnTemplate(data)


@contextmanager
def blaming(template: Path | None) -> Iterator[None]:
    """What goes wrong with a user's template is said of the template."""
    try:
        yield
    except (BadTemplate, Stopped) as error:
        raise WrongUse(f"{template}：{error}") from None


def steps(parts: Iterable[T], total: int, words: str) -> Iterator[T]:
    """What is gone through one by one, with progress on stderr where that is a terminal."""
    shown = sys.stderr.isatty() and total > 1
    for done, part in enumerate(parts, 1):
        yield part
        if shown:
            print(f"\r{words} {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
