"""The program's front: subcommands that load when called, help and errors in Chinese, exit codes."""

import gc
import os
import signal
import sys
from importlib import import_module
from typing import Any, NamedTuple, NoReturn, cast

import typer
from typer.core import TyperGroup

from dcgd import __version__
from dcgd.cli.commands import Command, Group
from dcgd.cli.console import INTERRUPTED, say
from dcgd.cli.given import only_text
from dcgd.cli.streams import lose_nothing
from dcgd.errors import WrongUse


class One(NamedTuple):
    """A command: its line in the help, and the module (of `dcgd.cli`) that is imported when it is called."""

    summary: str
    module: str


class Many(NamedTuple):
    """A group of commands: its line in the help, its own help, and the module of each command.

    `default` is run where only options are given. `moved` has what was typed before: in a group with a default the
    command that it means, in others the words of a command in another group.
    """

    summary: str
    help: str
    modules: dict[str, str]
    default: str = ""
    moved: dict[str, str] = {}  # noqa: RUF012 (a named tuple's default, and never changed)


EVERYDAY = "常用"
GROUPS: dict[str, dict[str, One | Many]] = {
    EVERYDAY: {
        "list": One("列出任务：按单位、角色、章节、状态、灯色、词语", "listing"),
        "show": One("一项任务的全部：原文、单位、目标、进展、判定", "show"),
        "status": One("总体情况：按灯色、章节、单位", "status"),
        "overdue": One("逾期的目标、成果和任务", "overdue"),
        "at-risk": One("有风险的目标、成果和任务", "overdue"),
        "progress": Many(
            "进展：登记、查看、谁还没报、发表收表",
            "进展：登记、查看、谁还没报、发表收表。",
            {
                "template": "progress_template",
                "collect": "progress_collect",
                "add": "progress_add",
                "log": "progress",
                "missing": "progress",
            },
        ),
        "problem": Many(
            "问题：发现、交办、解决、反馈、销号",
            "问题的闭环：发现、交办（协调）、解决、反馈、销号。",
            dict.fromkeys(("raise", "assign", "resolve", "feedback", "close", "reject", "advance"), "problem_steps")
            | {"list": "problem", "show": "problem"},
        ),
        "notice": Many(
            "督办单：清单、签发、打印、登记回复",
            "督办单：清单、签发、打印、登记回复。只写 dcgd notice 就是清单，什么也不签发。",
            {"list": "notice", "issue": "notice_issue", "print": "notice", "reply": "notice"},
            default="list",
            moved={
                "DB-": "print",
                "--dry-run": "issue",
                "--level": "issue",
                "--template": "issue",
                "--replied": "reply",
            },
        ),
        "validate": One("校验登记册，一次报告全部问题", "validate"),
    },
    "查": {
        "targets": One("列出目标，连同判定", "targets"),
        "history": One("逐月的灯色", "history"),
        "units": One("责任单位和各自的任务", "units"),
        "scorecard": One("考核：各单位得分和名次", "scorecard"),
        "sql": One("用 SQL 查询（只读）", "sql"),
    },
    "办": {
        "add": Many(
            "增加任务、目标、成果、单位、人员，不必写 YAML",
            "增加任务、目标、成果、单位、人员，不必写 YAML：在终端里一项一项地问，在脚本里用选项。",
            {
                "task": "add_task",
                "target": "add_item",
                "milestone": "add_item",
                "unit": "add_unit",
                "person": "add_person",
            },
        ),
        "set": One("经批准调整目标：记一条调整，不改原值", "adjust"),
        "unit": Many(
            "单位：改名、加别名、写简称和分管、删去",
            "单位：改名、加别名、写简称和分管、删去。增加的命令是 add unit。",
            dict.fromkeys(("set", "rename", "alias", "remove"), "unit"),
            moved={"add": "add unit"},
        ),
    },
    "印": {
        "summary": One("总体情况的 Markdown", "summary"),
        "export": Many(
            "导出：台账、通报、网页、日历、数据表",
            "导出：台账、通报、网页、日历、数据表、模板。",
            dict.fromkeys(("xlsx", "docx", "ics"), "export_papers")
            | dict.fromkeys(("csv", "parquet", "json"), "export_tables")
            | {"html": "html", "sqlite": "database", "template": "export_papers"},
        ),
        "serve": One("在本机看网页，登记册一改就刷新", "serve"),
    },
    "守": {
        "verify": One("登记册与官方文本逐字核对", "verify"),
        "diff": One("两个版本之间改了什么：按含义，不按行", "diff"),
        "explain": One("说明校验的一个代码：意思、例子、改法", "explain"),
        "schema": One("JSON Schema，供编辑器和 CI 使用", "schema"),
    },
    "立": {
        "import": One("从官方文件起草登记册，或照新文件更新", "importing"),
        "init": One("新建一个登记册", "init"),
        "cache": Many("缓存的索引：查看、清除", "缓存的索引：查看、清除。", dict.fromkeys(("info", "clear"), "cache")),
    },
}
"""All commands as the help groups them; the first group is what a bare `dcgd` shows."""
COMMANDS = {name: entry for commands in GROUPS.values() for name, entry in commands.items()}


def _imported(module: str, name: str) -> Any:
    """A command of the `app` of a module, imported now; nothing that importing makes is garbage (see __main__)."""
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
        """The words that follow; where no command is among the first of them, the usual one is meant."""
        first = args[0] if args else ""
        if self._many.default and first not in (*self._modules, *ctx.help_option_names):
            name = self._moved(ctx, args) or ("" if first[:1] not in ("", "-") else self._many.default)
            args = [name, *args] if name else args
        return super().parse_args(ctx, args)

    def _moved(self, ctx: Any, args: list[str]) -> str:
        """The command that words mean which once needed none, said on stderr; raises WrongUse where it differs more."""
        for old, name in self._many.moved.items():
            written = f"现在写作 dcgd {self.name} {name}"
            if not old.startswith("-"):
                if args and args[0].startswith(old):
                    say(f"{written} …")
                    return name
            elif any(word.partition("=")[0] == old for word in args):
                if all(old not in param.opts for param in self.get_command(ctx, name).params):
                    raise WrongUse(f"没有选项 {old}；{written} …，见 dcgd {self.name} {name} --help")
                say(f"{written} …")
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
    """The top: looks commands up by name and imports the module of the one that is called."""

    _naming = False
    """Whether commands are only being named, in the help or in a completion: then nothing need be imported."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run; where it is a shell that asks for completions, it is told nothing that it could run."""
        if any(name.endswith("_COMPLETE") for name in os.environ):  # the name in front is that of the program
            from dcgd.cli.shells import tame

            tame()
        return super().main(*args, **options)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """All names, in the order of the help."""
        return list(COMMANDS)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The words that follow; without any, the everyday commands are shown."""
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
        """The help of the top names all commands."""
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
    """Say what went wrong; returns the exit code."""
    from dcgd.cli.failures import explain

    return explain(error)
