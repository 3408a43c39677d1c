"""Pages as a scanner or a telephone makes them: drawn with a Chinese font, turned a little, with specks and a seal."""

import io
import random
import subprocess
from collections.abc import Sequence
from typing import Any

from dcgd.intake.text.recognise import is_installed

_SIZE = (1654, 2339)
_CHARACTER, _LINE = 44, 78
_LEFT, _RIGHT = 210, 1450
_CLOSING = "，。；、）：%"
INSTALLED = is_installed()


def _font() -> Any:
    from PIL import ImageFont

    asked = ["fc-match", "-f", "%{file}\n%{index}", "Noto Serif CJK SC"]
    file, index = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split("\n")
    return ImageFont.truetype(file, _CHARACTER, index=int(index))


def drawn_page(
    paragraphs: Sequence[str | Sequence[Sequence[str]]],
    turned: float = 0.7,
    seal: tuple[int, int] | None = None,
    form: str = "JPEG",
) -> bytes:
    """A page of paragraphs, those that begin with ^ in the middle; rows of cells are a ruled table.

    `seal` is the middle of a red one, in pixels.
    """
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", _SIZE, "white")
    draw, font, top = ImageDraw.Draw(picture), _font(), 220
    for paragraph in paragraphs:
        if not isinstance(paragraph, str):
            top = _table(draw, font, paragraph, top)
            continue
        if paragraph.startswith("^"):
            wide = draw.textlength(paragraph[1:], font=font)
            draw.text(((_SIZE[0] - wide) / 2, top), paragraph[1:], font=font, fill=(20, 20, 20))
            top += _LINE
            continue
        for line in _wrapped("\u3000\u3000" + paragraph, _RIGHT - _LEFT, font):
            draw.text((_LEFT, top), line, font=font, fill=(20, 20, 20))
            top += _LINE
    if seal:
        x, y = seal
        draw.ellipse((x - 120, y - 120, x + 120, y + 120), outline=(220, 30, 30), width=9)
        draw.line((x - 60, y, x + 60, y), fill=(220, 30, 30), width=14)
    picture = picture.rotate(turned, fillcolor="white", resample=Image.Resampling.BICUBIC)
    chance = random.Random(1)
    for _ in range(9000):
        place = chance.randrange(_SIZE[0]), chance.randrange(_SIZE[1])
        picture.putpixel(place, (chance.randrange(256),) * 3)
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 70} if form == "JPEG" else {}))
    return out.getvalue()


def _wrapped(text: str, width: int, font: Any) -> list[str]:
    """The lines of a paragraph; none begins with a closing mark."""
    lines = [""]
    for char in text:
        if font.getlength(lines[-1] + char) > width and char not in _CLOSING:
            lines.append("")
        lines[-1] += char
    return lines


def _table(draw: Any, font: Any, rows: Sequence[Sequence[str]], top: int) -> int:
    """Draw a table, and say where it ends."""
    widths = [130, *([(_RIGHT - _LEFT - 130) // (len(rows[0]) - 1)] * (len(rows[0]) - 1))]
    edges = [_LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    for row in rows:
        cells = [_wrapped(cell, wide - 20, font) for cell, wide in zip(row, widths, strict=True)]
        bottom = top + _LINE * max(map(len, cells)) + 10
        draw.line((edges[0], top, edges[-1], top), fill="black", width=3)
        draw.line((edges[0], bottom, edges[-1], bottom), fill="black", width=3)
        for edge, lines in zip(edges, [*cells, []], strict=True):
            draw.line((edge, top, edge, bottom), fill="black", width=3)
            for at, line in enumerate(lines):
                draw.text((edge + 10, top + 10 + at * _LINE), line, font=font, fill=(20, 20, 20))
        top = bottom
    return top + 40


def as_pdf(pages: Sequence[bytes]) -> bytes:
    """A PDF whose pages are pictures, as scanners write it."""
    from PIL import Image

    first, *others = [Image.open(io.BytesIO(page)) for page in pages]
    out = io.BytesIO()
    first.save(out, "PDF", resolution=200.0, save_all=True, append_images=others)
    return out.getvalue()
