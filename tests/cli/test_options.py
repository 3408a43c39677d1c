"""An option is the same wherever it stands: its short form, whether it takes a value, and what kind of value."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import typer

from dcgd.cli.catalogue import COMMANDS, GROUPS, Many
from dcgd.cli.front import app

SEVERAL = {
    "--by": "who did it, where something is recorded (谁); by what it is counted (分类)",
    "--explain": "why points were given to a unit; why a line was read so",
    "--kind": "each list has kinds of its own",
    "--note": "what is said (说明); why, where something is taken back or decided (理由)",
    "--output": "a file, a folder, an address: what the command makes",
    "--state": "each list has states of its own",
    "--text": "an official text; or a list as text",
    "--value": "what was reached, with or without its measure (数值); a goal (数)",
}
"""The options with more than one meaning, and why they have one name all the same."""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with the words that call it."""
    front: Any = typer.main.get_command(app)
    context = front.make_context("dcgd", [], resilient_parsing=True)
    for name, entry in COMMANDS.items():
        command = front.get_command(context, name)
        if isinstance(entry, Many):
            yield from ((f"{name} {part}", command.get_command(context, part)) for part in entry.modules)
        else:
            yield name, command


def test_an_option_means_one_thing() -> None:
    kinds: dict[str, set[object]] = defaultdict(set)
    for _words, command in commands():
        for param in command.params:
            for option in param.opts:
                if option.startswith("--"):
                    kinds[option].add(param.metavar)
    assert len(kinds) > 80
    assert {option for option, seen in kinds.items() if len(seen) > 1} == SEVERAL.keys()


def test_a_short_form_stands_for_one_option() -> None:
    long: dict[str, set[str]] = defaultdict(set)
    for _words, command in commands():
        for param in command.params:
            for option in param.opts:
                if not option.startswith("--") and option.startswith("-"):
                    long[option] |= {other for other in param.opts if other.startswith("--")}
    assert {short: names for short, names in long.items() if len(names) > 1} == {}


def test_every_command_and_every_option_says_what_it_is() -> None:
    silent = [
        f"{words} {param.name}"
        for words, command in commands()
        for param in command.params
        if not (getattr(param, "help", "") or "").strip()
    ]
    assert silent == []
    assert [words for words, command in commands() if not (command.help or "").strip()] == []


def test_the_help_has_six_groups_the_everyday_one_first() -> None:
    assert list(GROUPS) == ["常用", "查", "办", "印", "守", "立"]
    assert max(map(len, GROUPS.values())) <= 10
