"""What the program knows of each code, for a terminal and as the page docs/diagnostics.md."""

from collections.abc import Iterable

from dcgd.catalogue import Entry

_HEAD = """\
<!-- 由 tools/generate.py 从 src/dcgd/catalogue 生成，请勿直接改动。 -->

# 校验的代码

`dcgd validate` 的每条结果带一个代码。下面逐条说明它的意思、错的和对的写法、怎样改；
在终端里用 `dcgd explain 代码` 查看同样的内容。
只有错误使校验不通过（退出码 1），加 `--strict` 则警告也是；`--select`、`--ignore` 按代码取舍。
"""


def explanation(entry: Entry) -> str:
    """One code for a terminal: its title and weight, what it means, wrong, right, how to mend it."""
    parts = [f"{entry.code}（{entry.severity.chinese}）：{entry.title}", "", entry.meaning, ""]
    for title, example in (("错：", entry.wrong), ("对：", entry.right)):
        parts += [title, *(f"  {line}" for line in example.split("\n")), ""]
    return "\n".join([*parts, f"改法：{entry.mend}", ""])


def page(entries: Iterable[Entry]) -> str:
    """All codes as one Markdown page."""
    found = list(entries)
    lines = [_HEAD, "| 代码 | | 意思 |", "|---|---|---|"]
    lines += [f"| [{entry.code}](#{entry.code}) | {entry.severity.chinese} | {entry.title} |" for entry in found]
    for entry in found:
        lines += ["", f"## {entry.code}", "", f"**{entry.title}**（{entry.severity.chinese}）。{entry.meaning}", ""]
        for title, example in (("错：", entry.wrong), ("对：", entry.right)):
            lines += [title, "", "```yaml", *example.split("\n"), "```", ""]
        lines += [f"改法：{entry.mend}"]
    return "\n".join(lines) + "\n"
