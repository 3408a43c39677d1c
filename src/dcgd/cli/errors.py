"""What is said, in Chinese, of each way to fail."""

import errno
import os
import re
import sys

from dcgd.cli.front import OWN_FAULT, WRONG_USE, complain
from dcgd.naming import nearest, not_found

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

_SENTENCES = frozenset({"NotRecorded", "Refused", "CannotEdit", "Busy", "NoRevision", "RefusedError"})
"""Exceptions of rooms that need not be loaded to know them: their text is a Chinese sentence."""


class WrongUse(Exception):
    """Something the user asked for that cannot be; its text is the Chinese sentence to show."""


def explain(error: Exception) -> int:
    """Say on stderr what is wrong and what is near; returns the exit code."""
    from dcgd.index.lookup import NotFound

    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        complain(str(error))
        return WRONG_USE
    if isinstance(error, NotFound | WrongUse) or kind in _SENTENCES:
        complain(f"错误：{error}")
        for each in getattr(error, "found", ()):
            from dcgd.publish.findings import sentence

            complain(f"  {each.file}:{each.line}:{each.column}: {each.code} {sentence(each)}")
        return WRONG_USE
    if hasattr(error, "format_message"):
        complain(f"错误：{_translated(error)}")
        path = getattr(getattr(error, "ctx", None), "command_path", "dcgd")
        complain(f"用法见 {path} --help")
        return WRONG_USE
    if isinstance(error, OSError):
        from dcgd.source.files import why

        if error.filename is None and error.errno == errno.ENOENT:  # of all calls only getcwd names no file
            complain("错误：当前所在的文件夹已经不在了；换一个文件夹再运行")
        else:
            complain(f"错误：{error.filename or '写不出去'}：{why(error)}")
        return WRONG_USE
    if isinstance(error, UnicodeEncodeError):  # bytes of the command line that are no text
        complain("错误：参数里有不是 UTF-8 文字的字节")
        return WRONG_USE
    if kind == "DatabaseError":
        complain("缓存的索引坏了；运行 dcgd cache clear 清除，再来一次（数据没有损坏）。")
        return OWN_FAULT
    if os.environ.get("DCGD_DEBUG"):
        import traceback

        traceback.print_exc(file=sys.stderr)
    complain(f"程序出错（{kind}：{error}）。这不是您的错；设 DCGD_DEBUG=1 再运行一次，把显示的内容发给维护者。")
    return OWN_FAULT


def _translated(error: Exception) -> str:
    if hasattr(error, "possibilities"):  # no such option
        near = error.possibilities or []
        return not_found(str(getattr(error, "option_name", "")), near, "选项")
    english = str(error.format_message())  # type: ignore[attr-defined]
    unknown = re.match(r"No such command '(.*?)'", english, re.DOTALL)
    if unknown:
        context = error.ctx  # type: ignore[attr-defined]
        return not_found(unknown[1], nearest(unknown[1], context.command.list_commands(context)), "命令")
    for pattern, words in _MESSAGES:
        found = re.match(pattern, english, re.DOTALL)
        if found:
            return found.expand(words)
    return english
