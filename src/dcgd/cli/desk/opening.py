"""The desk opened: over one registry that may be written to, with an address on the terminal that lets a browser in."""

import os
import sys
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, suppress

from dcgd.cli.desk.guard import Guard
from dcgd.cli.desk.handler import DeskHandler
from dcgd.cli.desk.pages import BASE
from dcgd.cli.desk.state import Desk
from dcgd.cli.options import Basis
from dcgd.cli.serving import HOST, Server, Site
from dcgd.cli.session import one_folder
from dcgd.errors import WrongUse
from dcgd.registry.change import is_shipped
from dcgd.registry.files import READ_ONLY

Tell = Callable[[str], None]


def in_browser(address: str) -> bool:
    """Open an address in the user's browser, in a window of its own; whether there is one.

    Where there is no desktop it is left alone: a browser of the terminal would keep the server from answering it.
    """
    if sys.platform not in ("win32", "darwin") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    return webbrowser.open(address)


def to_terminal() -> Tell:
    """Says on this terminal which address lets the next browser in, whatever becomes of the streams later."""
    terminal = sys.stderr

    def tell(address: str) -> None:
        with suppress(OSError):
            print(f"请用浏览器打开（只能用一次，不要给别人）：\n  {address}", file=terminal, flush=True)

    return tell


def desk_server(site: Site, port: int, basis: Basis, held: ExitStack, tell: Tell) -> Server:
    """A server of a site and of the desk over its registry; `held` is closed when it ends.

    `tell` is given each address that lets a browser in. Raises WrongUse, OSError.
    """
    if basis.known_on:
        raise WrongUse("--known-on 只用来看；办事台按现在知道的，去掉 --known-on 或 --desk")
    folder = one_folder(basis.data)
    if is_shipped(folder):
        raise WrongUse(READ_ONLY)
    desk = Desk(folder, basis.data or ())
    held.callback(desk.close)
    listening = Server(site, port, DeskHandler, desk=desk)

    def told(key: str) -> None:
        tell(f"http://{HOST}:{listening.server_address[1]}{BASE}open?key={key}")

    listening.RequestHandlerClass.guard = Guard(told)  # type: ignore[attr-defined]
    return listening
