"""The addresses by which the pages of the dashboard link to each other."""

from urllib.parse import quote


def address(**wanted: str) -> str:
    """The link to a view: `#unit=区水利局`. Chinese stays readable; what would part the link is percent-encoded."""
    return "#" + "&".join(f"{name}={_escaped(value)}" for name, value in wanted.items())


def _escaped(value: str) -> str:
    return "".join(char if char.isalnum() or char in "-_.:、·〔〕（）" else quote(char, safe="") for char in value)
