"""What an assistant asks, answered by the very commands: rows with their ids, the documents they are of, and the day.

Only commands that read are called, with options that neither write files nor show a telephone number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import typer

from dcgd.cli import front
from dcgd.cli.clock import parse_day, parse_known
from dcgd.cli.console import FINDINGS
from dcgd.cli.desk.running import command_line, heard, run, typed_in
from dcgd.cli.options import Basis
from dcgd.cli.session import open_session
from dcgd.errors import NotFound, Refused, WrongUse
from dcgd.naming import nearest
from dcgd.registry.files import shipped

MOST_ROWS = 100
"""Rows of an answer where nobody says how many."""
MOST_CHARACTERS = 400_000
"""Characters of all rows that a command may print; an assistant could not hold more."""
_SECONDS = 20
PAGES = (
    "howto", "commands", "arithmetic", "data-model", "dispatch", "people", "papers", "appraisal", "import", "trace",
    "audit", "diff", "sql", "glossary",
)  # fmt: skip
"""The pages of the documentation that are at hand; the package has them, too."""


@dataclass(frozen=True, kw_only=True)
class Origin:  # no slots: the library of the protocol takes them for defaults
    """A document that an answer is of: its name among several registries, its number (文号) and title."""

    registry: str
    number: str | None
    title: str | None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came of a command, and what it was."""

    command: str
    as_of: str
    sources: list[Origin]
    rows: list[dict[str, Any]]
    total: int
    left_out: int
    said: str


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """A command that a person may run."""

    command: str
    note: str


class Desk(NamedTuple):
    """Where questions are answered: the registries, as `--data` names them."""

    data: tuple[str, ...] = ()

    def answer(
        self, words: Sequence[str], of: Sequence[str] = (), as_of: str = "", known_on: str = "", most: int = MOST_ROWS
    ) -> Answer:
        """Answer by the command of these words; `of` are words without a dash, whatever they begin with.

        Raises Refused with the command's own words where it refuses.
        """
        days = [f"--{name}={value}" for name, value in (("as-of", as_of), ("known-on", known_on)) if value]
        where = [f"--data={folder}" for folder in self.data]
        typed = [*words, *days, *where, "--format=json", *(["--", *of] if of else [])]
        said = run(typed_in(typed), most=MOST_CHARACTERS)
        if said.code > FINDINGS:
            raise Refused(said.words)
        answered = json.loads(said.data) if said.data.strip() else []
        rows = answered if isinstance(answered, list) else [answered]
        day, sources = self._basis(as_of, known_on)
        shown = rows[: max(most, 0)]
        return Answer(
            command=command_line(typed),
            as_of=day,
            sources=sources,
            rows=shown,
            total=len(rows),
            left_out=len(rows) - len(shown),
            said=said.words,
        )

    def _basis(self, as_of: str, known_on: str) -> tuple[str, list[Origin]]:
        """The day that an answer is about, and the documents that it is of."""
        with heard():
            known = parse_known(known_on) if known_on else None
            basis = Basis(parse_day(as_of, "--as-of") if as_of else None, known, list(self.data) or None)
            with open_session(basis.data, basis.known_on, quiet=True) as session:
                rows = session.connection.execute("SELECT registry, number, title FROM documents ORDER BY id")
                sources = [Origin(registry=name, number=number, title=title) for name, number, title in rows]
                return session.on(basis.day).isoformat(), sources

    def sql(self, query: str, as_of: str = "", most: int = MOST_ROWS) -> Answer:
        """Answer an SQL query, read-only, within bounds of time, memory and length."""
        return self.answer(["sql", f"--timeout={_SECONDS}"], [query], as_of, most=most)

    def draft(self, words: Sequence[str]) -> Drafted:
        """The command of these words as a person would type it, if there is such a command with such options.

        Nothing is run. Raises Refused where the command would not even begin, with its reason.
        """
        takes_data = False

        def parse() -> None:
            nonlocal takes_data
            takes_data = _parsed(words)

        said = run(parse)
        if said.code:
            raise Refused(said.words)
        if takes_data:  # whoever runs it may stand elsewhere
            at = words.index("--") if "--" in words else len(words)
            where = [word for folder in self.data for word in ("--data", str(Path(folder).resolve()))]
            words = [*words[:at], *where, *words[at:]]
        return Drafted(command=command_line(words), note="没有运行，什么也没有写入；请人核对以后自己在终端里运行。")


def _parsed(words: Sequence[str]) -> bool:
    """Parse a command line down to its last option and call nothing; returns whether `--data` is still open in it.

    Raises WrongUse for one that only shows a help, and what parsing raises.
    """
    command: Any = typer.main.get_command(front.app)
    context, name, rest = None, "dcgd", list(words)
    while True:
        try:
            context = command.make_context(name, rest, parent=context)
        except typer.Exit:
            raise WrongUse("这只是看帮助或版本；选项见 dcgd://docs/commands") from None
        if not hasattr(command, "resolve_command"):
            return "data" in context.params and not context.params["data"]
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])


def page(name: str) -> str:
    """A page of the documentation. Raises NotFound, which names what is near."""
    if name not in PAGES:
        near = nearest(name, PAGES, most=1)
        raise NotFound(f"没有“{name}”这一页；" + (f"是不是 {near[0]}？" if near else f"有：{'、'.join(PAGES)}"))
    return (_documents() / f"{name}.md").read_text(encoding="utf-8")


def _documents() -> Path:
    """The folder of the documentation: inside the package, in a checkout the one at its top."""
    return shipped().with_name("docs")
