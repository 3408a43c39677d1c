"""Single characters: which ones are equivalent, and which are only spaces or punctuation."""

import unicodedata

NUMERALS = "零〇一二三四五六七八九十百两"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf\U00020000-\U0003ffff"
POINTS = "，。、；：？！“”‘’（）《》〈〉〔〕【】…—·"

# Radicals that PDF extraction puts in place of characters; Unicode gives those of U+2F00 a compatibility
# mapping, and almost none of those of U+2E80.
_RADICALS = dict(
    zip(
        "⺁⺇⺊⺏⺒⺓⺗⺝⺟⺠⺩⺫⺬⺭⺮⺯⺱⺲⺶⺹⺼⺾⻁⻄⻅⻆⻉⻋⻌⻏⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻳",
        "厂几卜兀巳幺心月母民王网示礻竹糸罒网羊老肉艹虎西见角贝车辶阝長镸长门阝青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟",
        strict=True,
    )
)


def _alike() -> dict[int, str]:
    """A one-to-one mapping of radicals, compatibility characters, full-width digits and letters, and odd spaces."""
    plain_of = {ord(odd): plain for odd, plain in _RADICALS.items()}
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAD9), 0x2E9F, 0x2EF3):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            plain_of[code] = plain
    for first, last in (("０", "９"), ("Ａ", "Ｚ"), ("ａ", "ｚ")):
        for code in range(ord(first), ord(last) + 1):
            plain_of[code] = chr(code - 0xFEE0)
    return plain_of | {ord(space): " " for space in "\t\u00a0\u1680\u202f\u205f\u3000"}


ALIKE = _alike()
SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_UNITS |= {"六": 6, "七": 7, "八": 8, "九": 9}


def numeral_value(text: str) -> int | None:
    """`二十三` is 23, `一〇五` is 105; None when the characters are no number."""
    if not text or any(c not in NUMERALS for c in text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(_UNITS[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _UNITS[c]
    return total + digit
