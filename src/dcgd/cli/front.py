"""The program's front: subcommands that load when called, help and errors in Chinese, exit codes."""

import os
import signal
import sys
from importlib import import_module
from typing import Any, NoReturn

import typer

from dcgd.cli.commands import Command, Group
from dcgd.cli.console import INTERRUPTED, say
from dcgd.cli.given import only_text
from dcgd.cli.streams import lose_nothing

COMMANDS = {
    "list": ("dcgd.cli.listing:app", "列出任务：按单位、角色、章节、状态、词语"),
    "show": ("dcgd.cli.show:app", "一项任务的全部：原文、单位、目标、进展、判定"),
    "targets": ("dcgd.cli.targets:app", "列出目标，连同判定"),
    "overdue": ("dcgd.cli.late:overdue_app", "逾期的目标、成果和任务"),
    "at-risk": ("dcgd.cli.late:at_risk_app", "有风险的目标、成果和任务"),
    "units": ("dcgd.cli.units:app", "责任单位和各自的任务"),
    "status": ("dcgd.cli.status:app", "总体情况：按灯色、章节、单位"),
    "history": ("dcgd.cli.history:app", "逐月的灯色"),
    "progress": ("dcgd.cli.progress:app", "进展：登记、查看、谁还没报、发表收表"),
    "problem": ("dcgd.cli.problem:app", "问题：发现、交办、解决、反馈、销号"),
    "notice": ("dcgd.cli.notice:app", "督办单：编号、登记、打印"),
    "scorecard": ("dcgd.cli.scorecard:app", "考核：各单位得分和名次"),
    "summary": ("dcgd.cli.summary:app", "总体情况的 Markdown"),
    "export": ("dcgd.cli.export:app", "导出：台账、通报、网页、日历、数据表"),
    "serve": ("dcgd.cli.serve:app", "在本机看网页，登记册一改就刷新"),
    "validate": ("dcgd.cli.validate:app", "校验登记册，一次报告全部问题"),
    "explain": ("dcgd.cli.explain:app", "说明校验的一个代码：意思、例子、改法"),
    "diff": ("dcgd.cli.diff:app", "两个版本之间改了什么：按含义，不按行"),
    "verify": ("dcgd.cli.verify:app", "登记册与官方文本逐字核对"),
    "schema": ("dcgd.cli.schema:app", "JSON Schema，供编辑器和 CI 使用"),
    "set": ("dcgd.cli.adjust:app", "经批准调整目标：记一条调整，不改原值"),
    "unit": ("dcgd.cli.unit:app", "单位：增加、改名、加别名"),
    "sql": ("dcgd.cli.sql:app", "用 SQL 查询（只读）"),
    "cache": ("dcgd.cli.cache:app", "缓存的索引：查看、清除"),
    "import": ("dcgd.cli.importing:app", "从官方文件起草登记册，或照新文件更新"),
    "init": ("dcgd.cli.init:app", "新建一个登记册"),
}
"""Name → where its Typer app is, and its line in the help."""


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

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command of a name, imported now; None for a name that is none."""
        if cmd_name not in COMMANDS:
            return None
        place, summary = COMMANDS[cmd_name]
        if self._naming:
            return Command(cmd_name, help=summary)
        module, _, name = place.partition(":")
        found = typer.main.get_command(getattr(import_module(module), name))
        found.name = cmd_name
        return found

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
        found: Any = super().get_params(ctx)
        for param in found:
            param.help = words.get(param.name, param.help)
        return found


app = typer.Typer(cls=_Front, no_args_is_help=True, context_settings={"help_option_names": ["-h", "--help"]})


def _version(wanted: bool) -> None:
    if wanted:
        from dcgd import __version__

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
    from dcgd.cli import failures

    return failures.explain(error)
