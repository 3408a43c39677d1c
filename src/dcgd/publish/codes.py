"""What the program knows of each code, for a terminal and as the page docs/diagnostics.md."""

from collections.abc import Iterable

from dcgd.diagnostics import Code

_TEXTS = ("title", "meaning", "wrong", "right", "mend")
_HEAD = """\
<!-- 由 tools/generate.py 从各项检查旁边的说明生成，请勿直接改动。 -->

# 校验的代码

`dcgd validate` 的每条结果带一个代码。下面逐条说明它的意思、错的和对的写法、怎样改；
在终端里用 `dcgd explain 代码` 查看同样的内容。
只有错误使校验不通过（退出码 1），加 `--strict` 则警告也是；`--select`、`--ignore` 按代码取舍。
"""


def explanation(code: Code) -> str:
    """One code for a terminal: its title and weight, what it means, wrong, right, how to mend it."""
    parts = [f"{code.slug}（{code.severity.chinese}）：{code.title}", "", code.meaning, ""]
    for title, example in (("错：", code.wrong), ("对：", code.right)):
        parts += [title, *(f"  {line}" for line in example.split("\n")), ""]
    return "\n".join([*parts, f"改法：{code.mend}", ""])


def page(codes: Iterable[Code]) -> str:
    """All codes as one Markdown page."""
    known = list(codes)
    lines = [_HEAD, "| 代码 | | 意思 |", "|---|---|---|"]
    lines += [f"| [{code.slug}](#{code.slug}) | {code.severity.chinese} | {code.title} |" for code in known]
    for code in known:
        lines += ["", f"## {code.slug}", "", f"**{code.title}**（{code.severity.chinese}）。{code.meaning}", ""]
        for title, example in (("错：", code.wrong), ("对：", code.right)):
            lines += [title, "", "```yaml", *example.split("\n"), "```", ""]
        lines += [f"改法：{code.mend}"]
    return "\n".join(lines) + "\n"


def row(code: Code) -> dict[str, str]:
    """A code as a row of a listing: the keys of `dcgd explain --format json`."""
    return {"code": code.slug, "severity": code.severity.value, **{key: getattr(code, key) for key in _TEXTS}}
