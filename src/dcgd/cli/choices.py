"""What may be chosen where an option takes one of a few words."""

from collections.abc import Collection

from dcgd.errors import WrongUse

FORMATS = ("table", "tsv", "plain", "markdown", "csv", "json", "yaml")
TEXT_FORMATS = ("text", "json", "yaml")
"""Of what is one thing whole, and no listing."""


def check_format(form: str | None, known: Collection[str]) -> None:
    """Raises WrongUse for a format that a command does not have."""
    if form is not None and form not in known:
        raise WrongUse(f"没有格式“{form}”；可以是：{'、'.join(known)}")
