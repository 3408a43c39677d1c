"""Find telephone numbers and e-mail addresses: they stay in the official text and in people.yaml, and nowhere else."""

import re

_CONTACT = re.compile(
    r"(?<![\d.])(?:(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-—–－ ]?\d{7,8}(?:[-—–－转]\d{1,5})?"
    r"|(?<=电话)[:：]?\s?\d{5,8}|(?<=电话[:：])\s?\d{5,8})(?![\d.])"
    r"|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_DIGITS = re.compile(r"(?<!\d)(?:\d{7,12}(?= \d{7})|\d[\d\-—–－ ]{3,18}\d)(?!\d)")
"""Among contacts any longer number is one to ring."""


def without_contacts(text: str, *, among_contacts: bool = False) -> str:
    """The text with telephone numbers and e-mail addresses replaced by as many blanks, so that offsets stay.

    `among_contacts` says that the text is about people: then every number of five or more digits is replaced.
    """
    text = _CONTACT.sub(lambda match: " " * len(match[0]), text)
    return _DIGITS.sub(lambda match: " " * len(match[0]), text) if among_contacts else text


def contacts_in(text: str) -> list[tuple[int, int]]:
    """The stretches of a text about people that are telephone numbers or e-mail addresses, in order."""
    stretches = [match.span() for match in _CONTACT.finditer(text)]
    rest = _CONTACT.sub(lambda match: "\0" * len(match[0]), text)
    return sorted([*stretches, *(match.span() for match in _DIGITS.finditer(rest))])


def has_contacts(text: str) -> bool:
    """Whether a text has telephone numbers or e-mail addresses."""
    return _CONTACT.search(text) is not None
