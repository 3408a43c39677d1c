"""Arguments, environment variables and typed lines must be text, or nothing is done."""

import os
import sys
from collections.abc import Iterable, Mapping

from dcgd.errors import WrongUse


def only_text(arguments: Iterable[str], environment: Mapping[str, str]) -> None:
    """Raises WrongUse if an argument or a DCGD_ variable holds bytes that are not text.

    They would be recorded wrongly for good: on a GBK terminal they look right to the user.
    """
    given = {f"第 {number} 个参数": argument for number, argument in enumerate(arguments, 1)}
    given |= {f"环境变量 {name} ": value for name, value in environment.items() if name.startswith("DCGD_")}
    for place, text in given.items():
        if not _is_text(text):
            expected = _encoding()
            raise WrongUse(
                f"{place}里有不是 {expected} 文字的字节{_guess(text)}；什么也没有做。"
                f"把终端或脚本的编码改为 {expected} 再来；是文件、文件夹的名称，就先改名"
            )


def typed_text(text: str) -> str:
    """A line typed at a terminal, if it is text; else raises WrongUse."""
    if _is_text(text) and "\ufffd" not in text:
        return text
    raise WrongUse(f"这里有不是 {_encoding()} 文字的字节{_guess(text)}；把终端的编码改为 {_encoding()} 再来")


def text_path(path: str) -> str:
    """The path, if it is text, because an index stores the paths of its registries; else raises WrongUse."""
    if _is_text(path):
        return path
    raise WrongUse(f"{path}：文件夹的名称里有不是 UTF-8 文字的字节{_guess(path)}；改名以后再来")


def _encoding() -> str:
    """The encoding that text is expected in."""
    return sys.getfilesystemencoding().upper().replace("ASCII", "UTF-8")


def _is_text(text: str) -> bool:
    """Whether the argument could be decoded, or its bytes are UTF-8 in a locale without Chinese."""
    try:
        text.encode()
    except UnicodeEncodeError:
        try:
            os.fsencode(text).decode()
        except UnicodeError:
            return False
    return True


def _guess(text: str) -> str:
    try:
        return f"，像是 GBK 编码的“{os.fsencode(text).decode('gb18030')}”"
    except UnicodeError:
        return ""
