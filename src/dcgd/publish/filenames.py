"""Names for files made out of names in the data, on every system."""

import re

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\\/:*?"<>|]|[^\S ]')
_LONGEST = 60
"""Characters: three bytes each are well below the 255 that file systems take."""


def safe_name(text: str) -> str:
    """A text as the name of a file, without its ending: no folder, no character or name that Windows refuses."""
    name = "".join(c if c.isprintable() else "_" for c in _FORBIDDEN.sub("_", text))
    name = name[:_LONGEST].strip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def distinct(names: list[str]) -> list[str]:
    """The names, with -2, -3 … behind those that are taken; case does not tell two files apart."""
    taken: set[str] = set()
    found = []
    for name in names:
        new, number = name, 1
        while new.casefold() in taken:
            number += 1
            new = f"{name}-{number}"
        taken.add(new.casefold())
        found.append(new)
    return found
