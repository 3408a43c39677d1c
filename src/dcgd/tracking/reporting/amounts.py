"""What people type for a number, to the number: one conversion for `progress add` and for returned workbooks."""

import re
from decimal import Decimal

from dcgd.errors import BadValue
from dcgd.naming import halfwidth

_SCALES = {"万": 10**4, "亿": 10**8}
_FORM = re.compile(
    r"(?P<sign>[-+]?)(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<scale>万亿|[万亿])?\s*(?P<unit>[^\d\s,.]*)",
    re.ASCII,
)
_MOST_DIGITS = 16


def parse_amount(typed: str, unit_measure: str) -> Decimal:
    """The number that was meant, in `unit_measure`: `8`, `８家`, `1,200`, `4.1 万亩`, `41000亩`, `53.3％`, `百分之50`.

    万 and 亿 are converted: `41000亩` is 4.1 of 万亩, `1.2万家` is 12000 of 家. Raises BadValue.
    """
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", halfwidth(typed))  # a blank between digits parts two numbers
    if not text:
        raise BadValue("没有填数")
    percent = re.fullmatch(r"百分之(\d+(?:\.\d+)?)", text)
    match = _FORM.fullmatch(percent[1] + "%" if percent else text)
    if match is None:
        several = re.search(r"\d[^\d.,+*=A-Za-z]+\d", text, re.ASCII)
        raise BadValue(f"“{typed[:40]}”{'里不止一个数，看不出报的是哪一个' if several else '不是数'}")
    digits = match["number"].replace(",", "")
    if len(digits) > _MOST_DIGITS:
        raise BadValue(f"“{typed[:40]}”的位数太多")
    number = Decimal(match["sign"] + digits)
    scale, unit = _scale(match["scale"] or ""), match["unit"]
    wanted_scale, wanted = _split(unit_measure)
    if unit and unit != wanted and re.search("[月日号年季旬;,。、]", unit):
        raise BadValue(f"“{typed[:40]}”里有数又有话；这里只写数（按“{unit_measure}”计），话写在别处")
    if unit and unit != wanted:
        raise BadValue(f"“{typed[:40]}”的计量单位是“{match['scale'] or ''}{unit}”，这个目标按“{unit_measure}”计")
    if not unit and not scale and wanted_scale:
        scale = wanted_scale  # a bare number is in the target's own measure
    result = number * (scale or 1) / (wanted_scale or 1)
    return result.normalize() if result != result.to_integral_value() else result.quantize(Decimal(1))


def _scale(word: str) -> int:
    product = 1
    for character in word:
        product *= _SCALES[character]
    return product if word else 0


def _split(unit_measure: str) -> tuple[int, str]:
    """万亩 is 10,000 of 亩; a measure that is only 万 or 亿 has no unit of its own."""
    text = halfwidth(unit_measure)
    size = next((size for size in (2, 1) if text[:size] in ("万亿", "万", "亿")), 0)
    return _scale(text[:size]), text[size:]
