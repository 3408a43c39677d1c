"""Groups of options: one parameter of a function, single options on the command line."""

from typing import Annotated, NamedTuple

import pytest
import typer

from dcgd.cli.commands import command, offering


class Size(NamedTuple):
    """How large a thing is."""

    width: Annotated[int, typer.Option("--width")]
    height: Annotated[int, typer.Option("--height")] = 2
    depth: Annotated[int, typer.Option("--depth")] = 3


seen: list[object] = []
app = typer.Typer(add_completion=False)


@command(app, "whole")
def whole(
    name: Annotated[str, typer.Argument()], size: Size, last: Annotated[bool, typer.Option("--last")] = False
) -> None:
    """All of the group."""
    seen.append((name, size, last))


@command(app, "part")
def part(size: Annotated[Size, offering("depth", "width")]) -> None:
    """Two of its options, the last first."""
    seen.append(size)


def options(name: str) -> list[str]:
    chosen = typer.main.get_command(app).get_command(None, name)  # type: ignore[attr-defined]
    return [param.name for param in chosen.params]


def run(*args: str) -> object:
    seen.clear()
    app(list(args), standalone_mode=False)
    [made] = seen
    return made


def test_each_option_of_a_group_stands_where_the_group_stands() -> None:
    assert options("whole") == ["name", "width", "height", "depth", "last"]


def test_the_function_is_given_the_group() -> None:
    assert run("whole", "a", "--width", "5", "--depth", "7") == ("a", Size(width=5, depth=7), False)
    assert run("whole", "a", "--width", "5", "--last") == ("a", Size(width=5), True)


def test_a_part_of_a_group_has_its_own_order_and_the_defaults_of_the_rest() -> None:
    assert options("part") == ["depth", "width"]
    assert run("part", "--width", "5") == Size(width=5)


def test_an_option_without_a_default_must_be_given() -> None:
    with pytest.raises(typer.BadParameter, match="width"):
        run("part")


def test_from_python_the_function_is_as_it_was_written() -> None:
    seen.clear()
    whole("a", Size(width=1), last=True)
    assert seen == [("a", Size(width=1), True)]
