"""Templates, ours and users': jinja2 in its sandbox, and everything that comes out of `{{ }}` is plain text.

A template can neither import, nor open files, nor reach into Python; and data can be neither markup nor a template.
"""

import io
import re
import weakref
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from dcgd.errors import UserError
from dcgd.publish.papers.plain import clean, dashed
from dcgd.publish.table import markdown_text
from dcgd.source.bounded import Worker
from dcgd.source.package import BadPackage, NotAPackage, Package

_BEGINS = re.compile(r"^([-+](?=\s|$)|[-=](?=[-=\s]*$))|^(\d{1,9})([.)])(?=\s|$)")
"""What would begin a list, a heading or a rule where it begins a line."""
MOST_MADE = 50_000_000
"""The largest paper that a user's template makes, in bytes or characters."""
_MOST_OF_A_PROPERTY = 255
"""Characters that Word takes in a property of a document."""


def _environment(finalize: Callable[[Any], Any], *, autoescape: bool) -> Any:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=autoescape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def markdown(template: str, facts: dict[str, Any]) -> str:
    """A Markdown template with the facts; raises jinja2's errors. What is put in is escaped, through any filter."""
    environment = _environment(_escaped, autoescape=False)
    rendered: str = environment.from_string(template).render(facts)
    return rendered


def _escaped(value: Any) -> Any:
    """What is put into Markdown: numbers as they are, text that can neither be markup nor begin a list or a heading."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = markdown_text(dashed(value))
    return _BEGINS.sub(lambda match: f"{match[2] or ''}\\{match[1] or match[3]}", text)


def docx(template: bytes, facts: dict[str, Any]) -> bytes:
    """A Word template with the facts; raises jinja2's errors, and whatever a file that is none raises.

    The same template and facts give the same bytes.
    """
    return _saved(_rendered(template, facts))


def house_docx(name: str, facts: dict[str, Any], *, author: str | None, day: date) -> bytes:
    """One of the house's Word templates with the facts; its properties say who wrote it, and that it is of a day."""
    paper = _rendered(house_template(f"{name}.docx"), facts)
    # Set only now: docxtpl takes the properties of a template for templates, too, and the author comes from the data.
    properties = paper.docx.core_properties
    properties.author = clean(author or "", _MOST_OF_A_PROPERTY)
    properties.created = properties.modified = datetime(day.year, day.month, day.day)
    return _saved(paper)


def house_template(name: str) -> bytes:
    """A template of the house, to be used or to start one's own from: `summary.md`, `bulletin.docx`, `notice.docx`.

    The Word files are made by tools/templates.py.
    """
    return (files("dcgd.publish.papers") / "templates" / name).read_bytes()


def _rendered(template: bytes, facts: dict[str, Any]) -> Any:
    from docxtpl import DocxTemplate
    from markupsafe import Markup, escape

    # Made markup here and not by autoescape alone: neither `|safe` nor `{% autoescape false %}` lets data through.
    # What is not known is nothing, never a dash: room to write in.
    environment = _environment(lambda value: Markup(escape(clean(value))), autoescape=True)
    paper = DocxTemplate(io.BytesIO(template))
    paper.render(facts, environment, autoescape=True)
    _place_signature(paper.docx)
    return paper


SIGNED, DATED = "署名", "成文日期"
"""The styles of a signature without a stamp and of the date below it."""
_CHARACTER = 15.75
"""Points that a character of the body takes."""


def _place_signature(document: Any) -> None:
    """Without a stamp the signature ends two characters from the right, the date begins two to the right of it.

    Where the date is the longer one it keeps the two characters, and the signature moves.
    """
    from docx.shared import Pt

    by_style = {paragraph.style.name: paragraph for paragraph in document.paragraphs if paragraph.text.strip()}
    if SIGNED not in by_style or DATED not in by_style:
        return
    signed, dated = (_characters(by_style[name].text) for name in (SIGNED, DATED))
    beyond = signed - dated
    for name, most in ((SIGNED, max(2.0, 4 - beyond)), (DATED, max(2.0, beyond))):
        by_style[name].paragraph_format.right_indent = Pt(_CHARACTER * most)


def _characters(text: str) -> float:
    """How many characters wide a text is; figures and Latin letters take half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _saved(paper: Any) -> bytes:
    out = io.BytesIO()
    paper.save(out)
    return frozen(out.getvalue())


def frozen(data: bytes) -> bytes:
    """An Office file without the time at which it was zipped."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            fixed = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fixed, old.read(info))
    return out.getvalue()


class BadTemplate(UserError):
    """A user's template that cannot be used; the sentence is without its file."""


class OwnTemplate:
    """A user's template. What it does with the facts, it does in a process of its own, within bounds of time and size.

    Either way to render raises BadTemplate, and Stopped.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._worker = Worker()
        weakref.finalize(self, self._worker.close)

    def docx(self, facts: dict[str, Any]) -> bytes:
        """The Word file it makes of the facts."""
        return self._worker.call(_own_docx, self._data, facts)

    def markdown(self, facts: dict[str, Any]) -> str:
        """The Markdown it makes of the facts."""
        return self._worker.call(_own_markdown, self._data, facts)


def _own_docx(template: bytes, facts: dict[str, Any]) -> bytes:
    with _complaining():
        Package(template).check()
        made = docx(template, facts)
        if len(made) > MOST_MADE:
            raise BadTemplate(f"模板写出的文件超过 {MOST_MADE // 1_000_000} MB")
    return made


def _own_markdown(template: bytes, facts: dict[str, Any]) -> str:
    with _complaining():
        made = markdown(template.decode("utf-8-sig"), facts)
        if len(made) > MOST_MADE:
            raise BadTemplate(f"模板写出的文字超过 {MOST_MADE // 1_000_000} 兆字")
    return made


@contextmanager
def _complaining() -> Iterator[None]:
    """Turn whatever a user's template fails with into BadTemplate."""
    try:
        yield
    except (BadTemplate, ModuleNotFoundError, MemoryError):
        raise
    except Exception as error:
        raise BadTemplate(complaint(error)) from error


def complaint(error: Exception) -> str:
    """Why a user's template failed, as a sentence."""
    if isinstance(error, BadPackage) and not isinstance(error, NotAPackage):
        return f"模板不能用：{error}"
    if isinstance(error, UnicodeDecodeError):
        return "模板不是 UTF-8 编码的文字"
    line = getattr(error, "lineno", None)
    where = f"第 {line} 行：" if line else ""
    if isinstance(error, NotAPackage | zipfile.BadZipFile | KeyError) or type(error).__name__ == "PackageNotFoundError":
        return "模板不是 Word 文档（.docx）"
    kinds = {
        "TemplateSyntaxError": "写法不对",
        "UndefinedError": "用了没有的名称",
        "SecurityError": "做了不允许的事",
        "TemplateNotFound": "不能引用别的文件",
    }
    return f"模板{kinds.get(type(error).__name__, '出错')}：{where}{_in_chinese(str(error))}"


_SAID = (
    (r"'(\w+)' is undefined", r"没有“\1”"),
    (r".* has no attribute '(\w+)'", r"没有“\1”"),
    (r".* has no element (\S+)", r"没有第 \1 个"),
    (r"No \w+ named '(.*?)'.*", r"没有“\1”"),
    (r"access to attribute '(\w+)' .*", r"不能用 \1"),
    (r"no loader .*", "不能引用别的文件"),
    (r"division by zero", "除以零"),
    (r"Range too big.*", "range 的数太大"),
    (r"maximum recursion depth .*", "自己引用自己，没有尽头"),
    (r"Unexpected end of template.* closed is '(\w+)'.*", r"{% \1 %} 没有结束"),
    (r"Unexpected end of template.*", "没有结束"),
    (r"Encountered unknown tag '(.*?)'.*", r"{% \1 %} 不认识，或前面没有它的开头"),
    (r"unexpected char (.+) at \d+", r"多了 \1"),
    (r"[Ee]xpected .*, got '(?:end of .*|eof)'", "少了什么，就结束了"),
    (r"[Ee]xpected .*, got '(.*)'", r"“\1”写得不是地方"),
    (r".* is not callable", "调用了不能调用的"),
    (r".* is not iterable", "不是列表，不能一个一个列出来"),
)
"""What jinja2 and Python say, and that in Chinese; of what is not among it only the user's own names are kept."""


def _in_chinese(english: str) -> str:
    for pattern, words in _SAID:
        if match := re.fullmatch(pattern, english[:500], re.DOTALL):
            return match.expand(words)[:200]
    return "写的式子算不出来"
