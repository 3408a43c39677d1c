"""The forms in which data and findings are written out, by the names that `--format` takes."""

from dcgd.words import Word


class Format(Word):
    """One form of output."""

    TEXT = "text"
    TABLE = "table"
    TSV = "tsv"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    YAML = "yaml"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


LISTING = (Format.TABLE, Format.TSV, Format.PLAIN, Format.MARKDOWN, Format.CSV, Format.JSON, Format.YAML)
"""Of rows."""
STREAMED = (Format.TSV, Format.CSV, Format.JSON)
"""In which a row is written when it comes; for the others all rows are gathered first."""
CHANGES = (*LISTING, Format.GITHUB)
"""Of what changed."""
OBJECT = (Format.TEXT, Format.JSON, Format.YAML)
"""Of one thing whole."""
FINDINGS = (Format.TEXT, Format.JSON, Format.GITHUB, Format.GITLAB, Format.SARIF, Format.JUNIT)
"""Of diagnostics."""
