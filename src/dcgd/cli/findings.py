"""What `dcgd validate` and `dcgd verify` share: their formats, and how findings are reported and counted."""

from collections.abc import Iterable, Sequence
from typing import Annotated

import typer

from dcgd.cli import choices, console
from dcgd.cli.streams import stdout
from dcgd.diagnostics import Diagnostic, Severity
from dcgd.publish.findings import WRITERS, sentence
from dcgd.publish.tabular.formats import FINDINGS, Format

Form = Annotated[
    Format,
    choices.option(
        "--format",
        "-f",
        words=FINDINGS,
        noun="格式",
        help="{words}；缺省是 text",
        show_default=True,
    ),
]


def say_warnings(warnings: Iterable[Diagnostic]) -> None:
    """Say what an edit brought that `validate` warns of, such as a comparator unlike the quotation."""
    for warning in warnings:
        console.say(f"注意：{sentence(warning)}")


def report(
    diagnostics: Sequence[Diagnostic], names: Sequence[str], form: Format, failing: Sequence[Severity], summary: str
) -> None:
    """Write diagnostics to stdout and a summary to stderr; ends the command with 1 where any is as bad as `failing`.

    `names` are the files that were looked at, whether or not anything was found in them.
    """
    stdout(form).write(WRITERS[form](diagnostics, names, failing))
    console.say(summary)
    if any(diagnostic.severity in failing for diagnostic in diagnostics):
        raise typer.Exit(console.FINDINGS)
