"""The summary in Markdown, as GitHub and Gitee show it."""

from importlib.resources import files
from typing import Any

from dcgd.publish.render import markdown


def template() -> str:
    """The template of the house, to be used or to start one's own from."""
    return (files("dcgd.publish") / "templates" / "summary.md").read_text(encoding="utf-8")


def summary(facts: dict[str, Any], *, grouped: bool = False, own: str | None = None) -> str:
    """The summary as Markdown. `facts` as `publish.facts.facts` gives them; `grouped` also lists what is late by group;
    `own` is a user's template in place of the house's. Raises jinja2's errors where the template is wrong.
    """
    return markdown(template() if own is None else own, {**facts, "grouped": grouped})
