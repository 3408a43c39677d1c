"""Telephone numbers and addresses of people: they stay in the official text and go into no registry."""

import re

_CONTACT = re.compile(
    r"(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-—–－ ]?\d{7,8}(?:[-—–－转]\d{1,5})?"
    r"|(?<=电话)[:：]?\s?\d{5,8}|(?<=电话[:：])\s?\d{5,8})(?![\d.])"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_DIGITS = re.compile(r"(?<!\d)\d[\d\-—–－ ]{3,18}\d(?!\d)")
"""Among contacts any longer number is one to ring."""


def without_contacts(text: str, *, among_contacts: bool = False) -> str:
    """The text with blanks in place of numbers to ring and addresses to write to, each character in its place."""
    text = _CONTACT.sub(lambda match: " " * len(match[0]), text)
    return _DIGITS.sub(lambda match: " " * len(match[0]), text) if among_contacts else text


def has_contacts(text: str) -> bool:
    """Whether a text has numbers to ring or addresses to write to."""
    return _CONTACT.search(text) is not None
