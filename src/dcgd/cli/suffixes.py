"""The suffix of an output file must match the format that is written."""

from collections.abc import Sequence
from pathlib import Path

from dcgd.errors import WrongUse

_FORMATS = {
    ".pdf": "PDF", ".doc": "旧式 Word", ".docx": "Word", ".wps": "WPS 文字", ".odt": "OpenDocument", ".rtf": "RTF",
    ".xls": "旧式 Excel", ".xlsx": "Excel", ".et": "WPS 表格", ".ods": "OpenDocument", ".csv": "CSV", ".md": "Markdown",
    ".html": "网页", ".json": "JSON", ".ics": "日历", ".parquet": "Parquet", ".sqlite": "SQLite", ".txt": "纯文本",
    ".ppt": "旧式幻灯片", ".pptx": "幻灯片", ".ofd": "OFD",
}  # fmt: skip
"""The formats by suffix."""
_FOLDERS = {".parquet"}
"""Suffixes that a folder may have: a data set in several files."""
_ALIKE = ({".md", ".txt"}, {".csv", ".txt"}, {".json", ".txt"}, {".tsv", ".txt"}, {".yaml", ".txt"})


def named_rightly(path: Path, suffix: str, choices: Sequence[str] = ()) -> None:
    """Raises WrongUse if the suffix of `path` belongs to another format than `suffix`.

    `suffix` includes the dot; it is empty if `path` is to be a folder. `choices`: the
    suffixes that would do, where the suffix of `path` decides the format.
    """
    given = path.suffix.lower()
    if given not in _FORMATS or given == suffix or {given, suffix} in _ALIKE:
        return
    if not suffix:
        if path.is_dir() or given in _FOLDERS:
            return
        raise WrongUse(f"-o 这里应是文件夹，{path} 像是一个 {_FORMATS[given]} 文件；写作 {path.with_suffix('')}")
    if choices:
        raise WrongUse(f"写不成{_FORMATS[given]}，名称不能是 {path}；后缀写 {'、'.join(choices)} 都行")
    kind = _FORMATS.get(suffix, suffix)
    save = f"；要 {_FORMATS[given]}，用 Word、WPS 打开后另存" if suffix in (".docx", ".xlsx") else ""
    raise WrongUse(f"写出的是 {kind} 文件，名称不能是 {path}；写作 {path.with_suffix(suffix)}{save}")
