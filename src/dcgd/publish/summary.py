"""The summary in Markdown, as GitHub and Gitee show it."""

from typing import Any

from dcgd.publish.render import house_template, markdown


def summary(facts: dict[str, Any], *, grouped: bool = False, own: str | None = None) -> str:
    """The summary as Markdown. `facts` as `publish.facts.facts` gives them; `grouped` also lists what is late by group;
    `own` is a user's template in place of the house's. Raises jinja2's errors where the template is wrong.
    """
    template = house_template("summary.md").decode() if own is None else own
    return markdown(template, {**facts, "grouped": grouped})
