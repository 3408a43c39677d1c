"""The forms in which data and findings are written out, by the names that `--format` takes."""

from dcgd.words import Word


class Format(Word):
    """One form of output."""

    TEXT = "text", "文字"
    TABLE = "table", "表格"
    TSV = "tsv", "制表符分隔"
    PLAIN = "plain", "对齐的文字"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"
    YAML = "yaml"
    XLSX = "xlsx", "工作簿"
    GITHUB = "github"
    GITLAB = "gitlab"
    SARIF = "sarif"
    JUNIT = "junit"


class Header(Word):
    """What stands above the columns of a listing that programs may read, too."""

    CODE = "code", "代码"
    CHINESE = "chinese", "中文"


LISTING = (Format.TABLE, Format.TSV, Format.PLAIN, Format.MARKDOWN, Format.CSV, Format.JSON, Format.YAML, Format.XLSX)
"""Of rows."""
STREAMED = (Format.TSV, Format.CSV, Format.JSON)
"""In which a row is written when it comes; for the others all rows are gathered first."""
CHANGES = (*LISTING, Format.GITHUB)
"""Of what changed."""
OBJECT = (Format.TEXT, Format.JSON, Format.YAML)
"""Of one thing whole."""
FINDINGS = (Format.TEXT, Format.JSON, Format.GITHUB, Format.GITLAB, Format.SARIF, Format.JUNIT)
"""Of diagnostics."""
