"""The documentation as a site (`make site`); its search knows Chinese and works from a folder, too."""

import re
from typing import Any

project = "dcgd"
author = "dcgd"
language = "zh_CN"
extensions = ["myst_parser"]
exclude_patterns = ["images/README.md"]
html_theme = "furo"
html_title = "dcgd 文档"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
suppress_warnings = [
    "myst.header",
    "misc.highlighting_failure",
]  # pages that begin with a comment; yaml with an ellipsis


def _without_outside(_app: Any, _name: str, source: list[str]) -> None:
    """Links to code, tests and examples become their words: who reads the site has no checkout."""
    source[0] = re.sub(r"\[([^\]]*)\]\(\.\./[^)]*\)", r"\1", source[0])


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("source-read", _without_outside)
