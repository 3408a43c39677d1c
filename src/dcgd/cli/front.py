"""The entry point: commands loaded when called, help and errors in Chinese, exit codes."""

import gc
import os
import signal
import sys
from functools import cache
from importlib import import_module
from typing import Any, NoReturn, cast

import typer
from typer.core import TyperGroup

from dcgd import __version__
from dcgd.cli.catalogue import COMMANDS, EVERYDAY, GROUPS, Many
from dcgd.cli.commands import Command, Group
from dcgd.cli.console import INTERRUPTED, say
from dcgd.cli.given import only_text
from dcgd.cli.streams import lose_nothing
from dcgd.errors import WrongUse


@cache
def _imported(module: str, name: str) -> Any:
    """Import a module and return a command of its `app`; the collector is off meanwhile (see __main__)."""
    gc.disable()
    app = typer.main.get_command(import_module(f"dcgd.cli.{module}").app)
    gc.freeze()
    gc.enable()
    command = app.commands[name] if isinstance(app, TyperGroup) else app
    command.name = name
    return command


class _Lazy(Group):
    """A group that imports the module of the command that is called."""

    def __init__(self, name: str, many: Many) -> None:
        super().__init__(name=name, help=many.help, no_args_is_help=not many.default)
        self._many = many
        self._modules = many.modules

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words after the group's name; if the first is not a command, the default command is meant."""
        first = args[0] if args else ""
        if self._many.default and first not in (*self._modules, *ctx.help_option_names):
            meant = next(
                (self._many.means[key] for word in args if (key := word.partition("=")[0]) in self._many.means), ""
            )
            name = (
                meant
                or self._moved(ctx, args)
                or (self._many.unnamed if first[:1] not in ("", "-") else self._many.default)
            )
            args = [name, *args] if name else args
        return super().parse_args(ctx, args)

    def _moved(self, ctx: Any, args: list[str]) -> str:
        """The command that words in an old form mean, with a hint on stderr; raises WrongUse if its options differ."""
        for old, name in self._many.moved.items():
            now = f"现在写作 dcgd {self.name} {name}"
            if not old.startswith("-"):
                if args and args[0].startswith(old):
                    say(f"{now} …")
                    return name
            elif any(word.partition("=")[0] == old for word in args):
                if all(old not in param.opts for param in self.get_command(ctx, name).params):
                    raise WrongUse(f"没有选项 {old}；{now} …，见 dcgd {self.name} {name} --help")
                say(f"{now} …")
                return name
        return ""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, in the order of the help."""
        return list(self._modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of a name, also of one that has moved; None for a name that is none."""
        if cmd_name in self._many.moved and not self._many.default:
            group, name = self._many.moved[cmd_name].split()
            say(f"现在写作 dcgd {group} {name} …")
            return _Lazy(group, cast("Many", COMMANDS[group])).get_command(ctx, name)
        return _imported(self._modules[cmd_name], cmd_name) if cmd_name in self._modules else None


class _Front(Group):
    """The top level: finds commands by name and imports the module of the one that is called."""

    _naming = False
    """Whether commands are only being named, in the help or in a completion: then nothing need be imported."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; completions are made harmless for the shell that asks for them."""
        if any(name.endswith("_COMPLETE") for name in os.environ):  # the name in front is that of the program
            from dcgd.cli.shells import tame

            tame()
        return super().main(*args, **options)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, in the order of the help."""
        return list(COMMANDS)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words after `dcgd`; if there are none, show the everyday commands."""
        if not args and not ctx.resilient_parsing:
            from dcgd.cli.help import everyday

            everyday_commands = {name: entry.summary for name, entry in GROUPS[EVERYDAY].items()}
            typer.echo(everyday(self, ctx, EVERYDAY, everyday_commands, len(COMMANDS)))
            ctx.exit()
        return super().parse_args(ctx, args)

    def command_groups(self) -> dict[str, list[str]]:
        """The names of the commands as the help groups them."""
        return {title: list(commands) for title, commands in GROUPS.items()}

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name, imported now; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        entry = COMMANDS[cmd_name]
        if self._naming:
            return Command(cmd_name, help=entry.summary)
        return _Lazy(cmd_name, entry) if isinstance(entry, Many) else _imported(entry.module, cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The top-level help lists all commands without importing them."""
        self._naming = True
        super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Completion of a command's name."""
        self._naming = True
        return super().shell_complete(ctx, incomplete)

    def get_params(self, ctx: Any) -> Any:
        """The options of `dcgd` itself, with their help in Chinese."""
        words = {"install_completion": "为当前的 shell 安装补全", "show_completion": "显示补全脚本，以便自行安装"}
        params: Any = super().get_params(ctx)
        for param in params:
            param.help = words.get(param.name, param.help)
        return params


app = typer.Typer(cls=_Front, context_settings={"help_option_names": ["-h", "--help"]})


def _version(wanted: bool) -> None:
    if wanted:
        print(f"dcgd {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: bool = typer.Option(False, "--version", help="显示版本", is_eager=True, callback=_version),
) -> None:
    """重点工作任务台账：校验、查询、调度、督办、考核。

    数据是一个文件夹里的 YAML：--data 指明的，否则 DCGD_DATA 指明的，否则从当前位置往上最近的 data/tasks.yaml，
    都没有就用随程序带来的那一份。
    """


def main() -> NoReturn:
    """Run and exit: 0 well, 1 findings, 2 wrong use, 3 the program's own fault. No traceback reaches a user."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by who started the program
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    lose_nothing()
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # see __main__
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        only_text(sys.argv[1:], os.environ)
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        code = 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except SystemExit as ended:  # Typer ends so when a pipe breaks, with the code of findings
        code = 0 if type(sys.stdout).__name__ == "PacifyFlushWrapper" else ended.code
    except Exception as error:
        code = _explain(error)
    if code == INTERRUPTED:
        say("已中断。")
    sys.exit(code if isinstance(code, int) else 0)


def _explain(error: Exception) -> int:
    """Print what went wrong; returns the exit code."""
    from dcgd.cli.failures import explain

    return explain(error)
