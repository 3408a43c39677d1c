"""Output encodings: no character is lost in a file or a pipe, and none crashes a terminal."""

import codecs
import sys
from io import TextIOWrapper
from typing import TextIO

from dcgd.publish.tabular.formats import Format

_ESCAPES = {
    Format.JSON: "dcgd.json", Format.GITLAB: "dcgd.json", Format.SARIF: "dcgd.json",
    Format.JUNIT: "xmlcharrefreplace", Format.YAML: "strict",
}  # fmt: skip
"""How a format for programs writes what an encoding lacks, as `codecs` knows it; of YAML its writer leaves nothing."""


def lose_nothing() -> None:
    """Have stdout and stderr hold every character where they lead to a file or a pipe, whatever the system's encoding.

    Where that is GBK it is GB 18030: the same bytes, and more. Else it is UTF-8: what knows no Chinese cannot show it.
    A terminal shows what it can: there a question mark is better than a crash.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="replace")
        elif not _is_unicode(stream):
            chinese = codecs.lookup(stream.encoding).name in ("gbk", "gb2312", "gb18030")
            stream.reconfigure(encoding="gb18030" if chinese else "utf-8", errors="backslashreplace")
        else:
            stream.reconfigure(errors="backslashreplace")


def stdout(form: Format, *, bom: bool = False) -> TextIO:
    """The standard output, made to write a format: CSV that says so in UTF-8, what programs read in ASCII.

    That is read alike by whoever takes it for UTF-8 and for the system's encoding, as PowerShell does. Where the output
    is Unicode nothing changes, and a terminal is written what it can show, the rest escaped.
    """
    stream = sys.stdout
    if isinstance(stream, TextIOWrapper) and not _is_unicode(stream):
        if form in _ESCAPES:
            codecs.register_error("dcgd.json", _as_json)
            stream.reconfigure(encoding=None if stream.isatty() else "ascii", errors=_ESCAPES[form])
        elif form is Format.CSV and bom and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    return stream


def _is_unicode(stream: TextIOWrapper) -> bool:
    return codecs.lookup(stream.encoding).name.startswith("utf")


def _as_json(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end
