"""Codes of diagnostics as they are given on the command line."""

from collections.abc import Iterable

from dcgd.errors import WrongUse


def known_codes(given: Iterable[str] | None) -> frozenset[str]:
    """Codes, repeated or with commas between; raises WrongUse, naming what is near, for one the catalogue lacks."""
    if not given:
        return frozenset()
    from dcgd.catalogue import entries

    codes = frozenset(code.strip() for each in given for code in each.split(",") if code.strip())
    for code in sorted(codes - entries().keys()):
        raise WrongUse(unknown(code))
    return codes


def unknown(code: str) -> str:
    """`没有代码“quote-numbr”；是不是：quote-number？全部代码见 dcgd explain`."""
    from difflib import get_close_matches

    from dcgd.catalogue import entries
    from dcgd.naming import not_found

    near = get_close_matches(code.lower().replace("_", "-"), list(entries()), n=3)
    return f"{not_found(code, near, '代码')}{'' if near else '；'}全部代码见 dcgd explain"
