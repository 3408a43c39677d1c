"""The Chinese message and the exit code for every exception."""

import errno
import os
import re
import sqlite3
import sys
import traceback
from typing import Any

from typer._click.exceptions import ClickException, NoArgsIsHelpError, NoSuchOption

from dcgd.cli.console import INTERRUPTED, OWN_FAULT, WRONG_USE, say, typed
from dcgd.cli.meant import elsewhere, in_group, meant
from dcgd.errors import NotFound, UserError
from dcgd.naming import nearest, not_found
from dcgd.publish.findings import sentence
from dcgd.source.files import why

_OF = r"Invalid value for '([^']*)'(?: / '[^']*')*: "
_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"Missing argument '(.*)'\.", r"缺少参数 \1"),
    (r"Missing option '(.*)'\.", r"缺少选项 \1"),
    (r"Missing command\.", "缺少命令"),
    (r"Option '(.*)' requires an argument\.", r"选项 \1 后面要有值"),
    (r"Option '(.*)' does not take a value\.", r"选项 \1 后面不能有值"),
    (r"Got unexpected extra argument\(?s?\)? \((.*)\)", r"多余的参数：\1"),
    (r"Invalid value for '?([^:]*?)'?: '(.*)' is not one of (.*)\.", r"\1 不能是“\2”；可以是：\3"),
    (r"Invalid value for '?([^:]*?)'?: \w+ '(.*)' is not readable\.", r"\2：没有权限"),
    (_OF + r"'(.*)' is not a valid int(?:eger)?(?: range)?\.", r"\1 应是整数，不能是“\2”"),
    (_OF + r"'(.*)' is not a valid .*\.", r"\1 应是数，不能是“\2”"),
    (_OF + r"(\S+) is not in the range (\S+)<=x<=(\S+)\.", r"\1 应在 \3 到 \4 之间，不能是 \2"),
    (r"Invalid value(?: for (?:'[^']*' / )*'?([^:']*)'?)?: (.*)", r"\1：\2"),
)


def explain(error: Exception) -> int:
    """Print on stderr what is wrong and similar names; returns the exit code."""
    if isinstance(error, NoArgsIsHelpError):
        say(str(error))
        return WRONG_USE
    if isinstance(error, UserError):
        say(f"错误：{error}")
        if isinstance(error, NotFound) and error.name and (known := elsewhere(error.name)):
            say(known)
        for diagnostic in error.diagnostics:
            place = f"{diagnostic.file}:{diagnostic.line}:{diagnostic.column}"
            say(f"  {place}: {diagnostic.code} {sentence(diagnostic)}")
        return WRONG_USE
    if isinstance(error, ClickException):
        context = getattr(error, "ctx", None)
        say(f"错误：{_translated(error)}{_meant(error, context)}")
        say(f"用法见 {context.command_path if context else 'dcgd'} --help")
        return WRONG_USE
    if isinstance(error, OSError):
        if error.filename is None and error.errno == errno.ENOENT:  # of all calls only getcwd names no file
            say("错误：当前所在的文件夹已经不在了；换一个文件夹再运行")
        else:
            say(f"错误：{error.filename or '写不出去'}：{why(error)}")
        return WRONG_USE
    if isinstance(error, UnicodeEncodeError):  # bytes of a folder's name that are no text
        words = str(error.object)[max(0, error.start - 30) : error.start + 30]
        mend = "多半是文件或文件夹的名称；改名，或把系统的语言环境改为 UTF-8（如 LC_ALL=C.UTF-8）"
        say(f"错误：“{words}”里有写不成 {error.encoding.upper()} 的字符，{mend}")
        return WRONG_USE
    if isinstance(error, RuntimeError) and "home directory" in str(error):
        say("错误：找不到您的主文件夹，装不了补全；设环境变量 HOME 为它再来")
        return WRONG_USE
    return _not_of_the_user(error)


def _not_of_the_user(error: Exception) -> int:
    """What nobody can mend by another command line: a broken cache, an interruption, a fault of the program."""
    if type(error) is sqlite3.DatabaseError:  # and none of its children: those do not speak of the file
        say("缓存的索引坏了，已经删掉；再运行一次，会另建一份（数据没有损坏）。")
        return OWN_FAULT
    if type(error).__name__ == "SchemaError" and "KeyboardInterrupt" in str(error):
        return INTERRUPTED  # pydantic wraps a Ctrl-C that comes while it builds its validators
    if os.environ.get("DCGD_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    fault = f"{type(error).__name__}：{error}"
    say(f"程序出错（{fault}）。这不是您的错；设 DCGD_DEBUG=1 再运行一次，把显示的内容发给维护者。")
    return OWN_FAULT


def _meant(error: ClickException, context: Any) -> str:
    """The option that an unexpected argument was probably meant for, as a question; empty if there is none."""
    extra = re.match(r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", error.format_message())
    if extra is None or context is None:
        return ""
    return meant(context, extra[1].split(" ")[0])


def _translated(error: ClickException) -> str:
    """Typer's English message in Chinese."""
    if isinstance(error, NoSuchOption):
        first = error.ctx is not None and error.ctx.parent is None
        more = "；命令的选项写在命令后面，如 dcgd list --as-of 2025-09-30" if first else ""
        if re.match(r"-[\d.]", error.option_name):
            more = "；负数写在最后，前面隔一个 --，如 … -- -1"
        return not_found(error.option_name, error.possibilities or [], "选项", more)
    english = error.format_message()
    unknown = re.match(r"No such command '(.*?)'", english, re.DOTALL)
    if unknown:
        context = error.ctx  # type: ignore[attr-defined]
        there = context.command.list_commands(context)
        said = not_found(unknown[1], nearest(unknown[1], there), "命令")
        if "show" in there and unknown[1][-1:].isdecimal():
            return f"{said}；是不是：{typed(*context.command_path.split(), 'show', unknown[1])}？"
        command = in_group(context.command_path.split()[-1], unknown[1])
        return f"{not_found(unknown[1], [], '命令')}；是不是：{command}？" if command else said
    for pattern, words in _MESSAGES:
        match = re.match(pattern, english, re.DOTALL)
        if match:
            return match.expand(words)
    return english
