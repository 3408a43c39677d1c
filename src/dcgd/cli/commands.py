"""What each command and each group of commands is: Typer's, with help in Chinese and options in groups."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, get_args

import typer
from typer.core import TyperCommand, TyperGroup

F = TypeVar("F", bound=Callable[..., None])


class _Chinese:
    """Help in Chinese for a command or a group."""

    def get_usage(self, ctx: Any) -> str:
        """The usage line."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        for english, chinese in (("Usage: ", "用法："), ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…")):
            usage = usage.replace(english, chinese, 1)
        return usage

    def get_help_option(self, ctx: Any) -> Any:
        """`--help` itself."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示这份帮助"
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The whole help, laid out for Chinese."""
        from dcgd.cli.help import help_text

        formatter.write(help_text(self, ctx))


class Command(_Chinese, TyperCommand):
    """A command of dcgd."""


class Group(_Chinese, TyperGroup):
    """A group of commands of dcgd."""


class _Offering(tuple[str, ...]):
    """The names of the options of a group that a command has, in the order of its help."""

    __slots__ = ()


def offering(*names: str) -> _Offering:
    """For a parameter that takes a part of a group of options: `Annotated[Selection, offering("unit", "section")]`."""
    return _Offering(names)


def command(app: typer.Typer, name: str, *, example: str | None = None) -> Callable[[F], F]:
    """Make a function a command of `app`. A parameter that is a named tuple stands for the options that its fields are.

    `example` is a command line that the help ends with; a test runs it on a copy of the shipped registry.
    The function itself stays as it is: whoever calls it from Python gives it the groups.
    """

    def register(function: F) -> F:
        app.command(name, cls=Command, epilog=example)(_with_single_options(function))
        return function

    return register


def _with_single_options(function: F) -> F:
    """The function as Typer must see it: a parameter for each option, put together again before it is called."""
    parameters: list[Parameter] = []
    groups: dict[str, tuple[Any, list[str]]] = {}
    for parameter in signature(function).parameters.values():
        group, *marks = get_args(parameter.annotation) or (parameter.annotation,)
        if not hasattr(group, "_field_defaults"):
            parameters.append(parameter.replace(kind=Parameter.KEYWORD_ONLY))
            continue
        offered = next((mark for mark in marks if isinstance(mark, _Offering)), group._fields)
        groups[parameter.name] = group, list(offered)
        parameters += (_option(group, field) for field in offered)
    if not groups:
        return function

    @wraps(function)
    def called(**given: Any) -> None:
        made = {name: group(**{field: given.pop(field) for field in own}) for name, (group, own) in groups.items()}
        function(**given, **made)

    called.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return called  # type: ignore[return-value]


def _option(group: Any, field: str) -> Parameter:
    """A field of a group as a parameter of its own."""
    default = group._field_defaults.get(field, Parameter.empty)
    return Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=group.__annotations__[field])
