"""The summary in Markdown, as GitHub and Gitee show it."""

from typing import Any

from dcgd.publish.papers.render import OwnTemplate, house_template, markdown


def summary(facts: dict[str, Any], *, grouped: bool = False, own: OwnTemplate | None = None) -> str:
    """The summary as Markdown. `facts` as `papers.facts.facts` gives them; `grouped` also lists what is late by group;
    `own` is a user's template in place of the house's. Raises what `OwnTemplate` raises.
    """
    told = {**facts, "grouped": grouped}
    return markdown(house_template("summary.md").decode(), told) if own is None else own.markdown(told)
