"""Writes down what 1.0 promises to keep: tests/compatibility/1.0/promise.json. Run it once a major version, not to get green.

Later versions may add commands, options, keys and words; tests/test_compatibility.py holds that they take none away.
"""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import typer

from dcgd import model
from dcgd.cli.catalogue import COMMANDS, Many
from dcgd.cli.front import app
from dcgd.registry.validation import keys
from dcgd.words import Word

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "tests" / "compatibility" / "1.0" / "promise.json"
EXAMPLE = ROOT / "examples" / "yunxi-2025"
DAY = "--as-of=2025-09-30"
ANSWERS = (
    ("list", DAY), ("targets", DAY), ("targets", DAY, "--shares"), ("overdue", DAY), ("at-risk", DAY), ("status", DAY), ("show", DAY, "13"),
    ("history", DAY), ("log", DAY, "9-2"), ("units",), ("people", DAY), ("scorecard", DAY), ("progress", "log", DAY),
    ("progress", "missing", "--period=2025-09", DAY), ("progress", "doubts", DAY), ("problem", "list", DAY),
    ("notice", "list", DAY), ("papers", "list", DAY), ("plan", "list", DAY), ("request", "list", DAY),
)  # fmt: skip
"""The commands whose JSON is a contract, as they are asked of the example."""


def commands() -> dict[str, list[str]]:
    """The options of every command, by the words that call it."""
    front: Any = typer.main.get_command(app)
    context = front.make_context("dcgd", [], resilient_parsing=True)
    every: dict[str, list[str]] = {}
    for name, entry in COMMANDS.items():
        command = front.get_command(context, name)
        parts = (
            {f"{name} {part}": command.get_command(context, part) for part in entry.modules}
            if isinstance(entry, Many)
            else {name: command}
        )
        for words, part in parts.items():
            options = (option for param in part.params for option in param.opts if option.startswith("-"))
            every[words] = sorted(options)
    return every


def shape(value: Any, at: str = "") -> Iterator[str]:
    """The path and the JSON type of everything in a value; the items of a list are one."""
    kind = {dict: "object", list: "array", str: "text", bool: "truth", int: "number", float: "number"}.get(
        type(value), "null"
    )
    yield f"{at}: {kind}"
    if isinstance(value, dict):
        for key, inner in value.items():
            # Lights, items and days are keys of some objects: what they are called is no promise of its own.
            yield from shape(inner, f"{at}.{key}" if key.isascii() and not key[:1].isdigit() else f"{at}.*")
    for inner in value if isinstance(value, list) else ():
        yield from shape(inner, f"{at}[]")


def answers() -> dict[str, list[str]]:
    """The shape of what each of these commands answers in JSON about the example."""
    front = typer.main.get_command(app)
    every = {}
    for words in ANSWERS:
        out = StringIO()
        with redirect_stdout(out), redirect_stderr(StringIO()):
            front.main([*words, f"--data={EXAMPLE}", "--format=json"], "dcgd", standalone_mode=False)
        every[" ".join(words)] = sorted(set(shape(json.loads(out.getvalue()))))
    return every


def entities() -> dict[str, list[str]]:
    """The keys of every entity in YAML."""
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
    return {kind.__name__: sorted(keys(kind)) for kind in kinds}


def closed_sets() -> dict[str, list[str]]:
    """The codes of every closed set of words."""
    return {kind.__name__: sorted(word.value for word in kind) for kind in Word.__subclasses__()}


def promise() -> dict[str, dict[str, list[str]]]:
    """All of it, as the program is now."""
    return {"commands": commands(), "answers": answers(), "entities": entities(), "words": closed_sets()}


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(promise(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
