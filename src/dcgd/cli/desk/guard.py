"""Who may come to the desk: whoever was handed the address that opens it, from this very page, and nobody else."""

import re
import secrets
from collections.abc import Callable
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from typing import NamedTuple

_MOST = 8


class Visitor(NamedTuple):
    """A browser that was let in: what it shows for it, and what its forms must carry."""

    cookie: str
    form_token: str


class Guard:
    """Lets browsers in by a key that opens once; knows them again by a cookie, and their forms by a token."""

    def __init__(self, tell: Callable[[str], None] = lambda _key: None) -> None:
        """`tell` is given each new key."""
        self._tell = tell
        self._visitors: list[Visitor] = []
        self.key = ""
        self._renew()

    def let_in(self, key: str) -> Visitor | None:
        """A new visitor for the right key, which is worth nothing from then on; the one longest here has to go."""
        if not _is_same(key, self.key):
            return None
        self._renew()
        visitor = Visitor(secrets.token_urlsafe(32), secrets.token_urlsafe(32))
        self._visitors = [*self._visitors[-(_MOST - 1) :], visitor]
        return visitor

    def known(self, cookies: str, name: str) -> Visitor | None:
        """The visitor whose cookie of this name is in a header."""
        try:
            morsel = SimpleCookie(cookies).get(name)
        except CookieError:
            return None
        shown = morsel.value if morsel else ""
        return next((visitor for visitor in self._visitors if _is_same(shown, visitor.cookie)), None)

    def send_off(self, visitor: Visitor) -> None:
        """Know a visitor no more."""
        self._visitors = [other for other in self._visitors if other != visitor]

    def _renew(self) -> None:
        self.key = secrets.token_urlsafe(32)
        self._tell(self.key)


def is_from_here(origin: str | None, site: str | None, host: str) -> bool:
    """Whether a form was sent by a page of this very server: by its Origin, and what the browser says of the site.

    Other servers of this computer, on other ports, are other origins, though browsers count them to the same site.
    """
    return origin == f"http://{host}" and site in (None, "same-origin")


def is_walked_to(mode: str | None, path: str = "") -> bool:
    """Whether a browser goes to a page, or gets the style of one: no script reads what stands on the desk.

    The desk has none, and those of the leaders' page are of the same origin: should ever a text come alive there, it
    would still not get at the forms.
    """
    return mode in (None, "navigate") or (mode == "no-cors" and path.endswith("/desk.css"))


def own_host(header: str, port: int) -> str:
    """The name of this server in a Host header, if it is one of its own; else empty."""
    return header.lower() if re.fullmatch(rf"(127\.0\.0\.1|localhost):{port}", header, re.IGNORECASE) else ""


def is_own_form(visitor: Visitor, token: str) -> bool:
    """Whether a form carries what the visitor's forms must carry."""
    return _is_same(token, visitor.form_token)


def _is_same(given: str, kept: str) -> bool:
    return bool(kept) and compare_digest(given.encode("utf-8", "replace"), kept.encode())
