"""Codes of diagnostics as they are given on the command line."""

from collections.abc import Iterable

from dcgd.errors import WrongUse
from dcgd.naming import nearest, not_found


def known_codes(given: Iterable[str] | None) -> frozenset[str]:
    """Codes, repeated or with commas between; raises WrongUse, naming what is near, for one that is none."""
    if not given:
        return frozenset()
    from dcgd.registry.codes import all_codes

    asked = frozenset(code.strip() for listed in given for code in listed.split(",") if code.strip())
    for code in sorted(asked - all_codes().keys()):
        raise WrongUse(unknown(code))
    return asked


def unknown(code: str) -> str:
    """`没有代码“quote-numbr”；是不是：quote-number？全部代码见 dcgd explain`."""
    from dcgd.registry.codes import all_codes

    near = nearest(code.lower().replace("_", "-"), list(all_codes()))
    return f"{not_found(code, near, '代码')}{'' if near else '；'}全部代码见 dcgd explain"
