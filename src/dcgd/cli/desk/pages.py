"""What the desk answers with: pages of templates, in which whatever is data is text."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any, NamedTuple

from dcgd.cli.desk.guard import Visitor
from dcgd.unseen import without_unseen

BASE = "/desk/"
POLICY = "; ".join(
    (
        "default-src 'none'", "style-src 'self'", "img-src data:", "form-action 'self'", "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)  # fmt: skip
"""No script at all: the desk has none."""
NAVIGATION = {
    "": "办事台", "month": "填一个月", "collect": "收表", "problems": "问题", "notices": "督办单", "requests": "申请",
    "do/papers/make": "公文", "review": "核对草稿",
}  # fmt: skip
"""The pages that every page leads to, by their paths below the desk."""


class Answer(NamedTuple):
    """What is sent back to a browser."""

    body: bytes
    kind: str = "text/html"
    status: HTTPStatus = HTTPStatus.OK
    headers: Mapping[str, str] = {}


def page(template: str, visitor: Visitor, *, status: HTTPStatus = HTTPStatus.OK, **context: Any) -> Answer:
    """A page of a template, for a visitor whose forms it may hold."""
    context |= {"navigation": NAVIGATION, "form_token": visitor.form_token, "base": BASE}
    return Answer(_environment().get_template(template).render(context).encode("utf-8", "replace"), status=status)


def redirect(path: str, headers: Mapping[str, str] | None = None) -> Answer:
    """To another page of the desk, which is got, not sent a form."""
    return Answer(b"", status=HTTPStatus.SEE_OTHER, headers={"Location": BASE + path, **(headers or {})})


def plain(status: HTTPStatus, sentence: str) -> Answer:
    """A sentence and nothing else."""
    return Answer(sentence.encode(), "text/plain", status)


def style() -> Answer:
    """The style of all pages of the desk."""
    return Answer((files("dcgd.cli.desk") / "desk.css").read_bytes(), "text/css")


@cache
def _environment() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("dcgd.cli.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )


def _seen(value: Any) -> Any:
    """A text with a sign in place of what cannot be seen: nobody is to read another order than there is."""
    if type(value) is not str:
        return value
    return "\n".join(without_unseen(line, "\N{WHITE SQUARE}") for line in value.split("\n"))
