"""A page for a browser that shows each doubtful line of a scanned document beside what was recognised on it."""

import re
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dcgd.intake.text.scan import DOUBTFUL, ScannedLine
from dcgd.unseen import without_unseen

_LONGEST = 6_000_000
"""How many characters a page has at the most; pictures of lines beyond are left out, which it says."""
_NUMBER = re.compile(r"[0-9０-９]+(?:[.,．，：:/-]?[0-9０-９]+)*[%％‰]?|[一二三四五六七八九十百千万亿两零〇]{1,12}")
_HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 60rem; margin: 1rem auto; padding: 0 1rem; font: 1rem/1.6 sans-serif; color: #1a1a1a; }}
section {{ border-top: 1px solid #999; padding: .5rem 0; }}
img {{ max-width: 100%; display: block; border: 1px solid #ccc; }}
p {{ margin: .25rem 0; overflow-wrap: anywhere; }}
mark {{ background: #ffe58a; }}
.place {{ color: #555; }}
.doubt {{ color: #a40000; }}
</style>
</head>
<body>
<h1>{title}</h1>
"""


class Shown(NamedTuple):
    """A line: on which page of the scan, at which line of the text that is kept (0 where it is in none)."""

    page: int
    place: int
    line: ScannedLine


def scan_page(title: str, lines: Sequence[Shown]) -> str:
    """The page, in one piece: every line with a number, a doubt or red ink on it, beside its picture."""
    wanted = [shown for shown in lines if _is_wanted(shown.line)]
    parts = [_HEAD.format(title=escape(without_unseen(title, " ")))]
    parts.append(
        f"<p>识别出 {len(lines)} 行，下面是其中有数、认得没有把握、盖着红色的 {len(wanted)} 行。图是原件，字是识别的；"
        "识别的数可能多一位、少一位而看不出来，逐个对照。改正改登记册，也改 source/ 里的原文。</p>\n"
    )
    size = sum(map(len, parts))
    for at, shown in enumerate(wanted):
        section = _section(shown)
        size += len(section)
        if size > _LONGEST:
            rest = f"第 {shown.page} 页起还有 {len(wanted) - at} 行，没有附图（页面太长），对照原件"
            parts.append(f'<p class="doubt">{rest}</p>\n')
            break
        parts.append(section)
    return "".join([*parts, "</body>\n</html>\n"])


def _is_wanted(line: ScannedLine) -> bool:
    return bool(_NUMBER.search(line.text)) or line.score < DOUBTFUL or line.stamped


def _section(shown: Shown) -> str:
    line = shown.line
    place = f"扫描件第 {shown.page} 页" + (f"，原文第 {shown.place} 行" if shown.place else "")
    doubts = ["认得没有把握"] * (line.score < DOUBTFUL) + ["上面有红色（印章），数可能缺一截"] * line.stamped
    doubt = f' <span class="doubt">{"；".join(doubts)}</span>' if doubts else ""
    picture = b64encode(line.picture).decode("ascii")
    said = _NUMBER.sub(r"<mark>\g<0></mark>", escape(without_unseen(line.text, " "), quote=False))
    return (
        f'<section>\n<p class="place">{place}{doubt}</p>\n'
        f'<img alt="原件上的这一行" src="data:image/jpeg;base64,{picture}">\n<p>{said}</p>\n</section>\n'
    )
