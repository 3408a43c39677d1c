"""What each command and each group of commands is: Typer's, with help in Chinese."""

from typing import Any

from typer.core import TyperCommand, TyperGroup


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
