"""Values and records as YAML text, in the layouts that edits write."""

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from dcgd.unseen import unseen

_PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~0-9.+=<＝][^:#,\[\]{}\n\t\r\x00-\x1f\x7f\u0080-\u00a0\u2028\u2029\ufeff]*"
)
_LIKE_A_SLIP = re.compile(r"[［【「]|[a-z_ ]+：")
"""What begins a text that `lexical` would take for a list or a key written with full-width punctuation."""
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def scalar_text(value: Any) -> str:
    """A value as YAML in a flow: numbers and dates bare, text plain where that is unambiguous, else double-quoted."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")  # 3E-8 would be read as text
    if isinstance(value, datetime):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    plain = _PLAIN.fullmatch(value) and value == value.strip() and value.lower() not in _WORDS and not unseen(value)
    return value if plain and not _LIKE_A_SLIP.match(value) else quoted(value)


def quoted(text: str) -> str:
    """Text between double quotes."""
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    """A character between double quotes. JSON's surrogate pairs are no YAML, so that its escapes will not do."""
    if character in '"\\':
        return "\\" + character
    if not unseen(character):
        return character
    number = ord(character)
    return "\\n" if number == 10 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def flow_text(record: dict[str, Any]) -> str:
    """A record as one line: `{target: 5-1, date: 2023-06-30, value: 8}`; keys without a value are left out."""
    parts = []
    for key, value in record.items():
        if value is None:
            continue
        if isinstance(value, list):
            inner = ", ".join(map(item_text, value))
            parts.append(f"{key}: [{inner}]")
        else:
            parts.append(f"{key}: {id_text(value)}")
    return "{" + ", ".join(parts) + "}"


def item_text(value: Any) -> str:
    """A member of a flow list. A text with 、 or ， is quoted: else it would look like two with the wrong comma."""
    if isinstance(value, dict):
        return flow_text(value)
    return quoted(value) if isinstance(value, str) and re.search("[，、；]", value) else scalar_text(value)


def id_text(value: Any) -> str:
    """Like `scalar_text`, with ids such as 5-1 and dates left bare: YAML and validation take them for text."""
    if isinstance(value, str) and re.fullmatch(
        r"\d{1,6}-m?\d{1,4}|\d{4}-\d{2}-\d{2}|[A-Z]{2}-\d{4}-\d{3,}", value, re.ASCII
    ):
        return value
    return scalar_text(value)


def block_text(indent: str, records: Sequence[dict[str, Any] | str], newline: str) -> str:
    """Entries of a list: one line each, but a list of records inside a record has a line for each of those."""
    lines = []
    for record in records:
        if isinstance(record, str):
            lines.append(f"{indent}- {scalar_text(record)}")
        elif isinstance(record, Tall):
            lines += _tall_lines(indent, record)
        elif any(isinstance(value, list) and value and isinstance(value[0], dict) for value in record.values()):
            lead = "- "
            for key, value in record.items():
                if isinstance(value, list):
                    lines.append(f"{indent}{lead}{key}:")
                    lines += [f"{indent}    - {flow_text(item)}" for item in value]
                else:
                    lines.append(f"{indent}{lead}{key}: {id_text(value)}")
                lead = "  "
        else:
            lines.append(f"{indent}- {flow_text(record)}")
    return "".join(line + newline for line in lines)


class Tall(dict[str, Any]):
    """A record that is laid out with a line for each key, and its lists of records likewise."""


def _tall_lines(indent: str, record: dict[str, Any]) -> list[str]:
    lines = []
    lead = "- "
    for key, value in record.items():
        if value is None:
            continue
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{indent}{lead}{key}:")
            lines += [line for entry in value for line in _tall_lines(f"{indent}    ", entry)]
        elif isinstance(value, list):
            lines.append(f"{indent}{lead}{key}: [{', '.join(map(item_text, value))}]")
        else:
            lines.append(f"{indent}{lead}{key}: {id_text(value)}")
        lead = "  "
    return lines
