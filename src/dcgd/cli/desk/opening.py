"""The desk opened: over one registry that may be written to, with an address on the terminal that lets one browser in."""

import sys
from contextlib import ExitStack

from dcgd.cli.console import say
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


def desk_server(site: Site, port: int, basis: Basis, held: ExitStack) -> Server:
    """A server of a site and of the desk over its registry; `held` is closed when it ends. Raises WrongUse, OSError."""
    if basis.known_on:
        raise WrongUse("--known-on 只用来看；办事台按现在知道的，去掉 --known-on 或 --desk")
    folder = one_folder(basis.data)
    if is_shipped(folder):
        raise WrongUse(READ_ONLY)
    desk = Desk(folder, basis.data or ())
    held.callback(desk.close)
    say("办事台只在这台电脑上；按 Ctrl-C 停止。")
    listening = Server(site, port, DeskHandler, desk=desk)
    terminal = sys.stderr

    def tell(key: str) -> None:
        address = f"http://{HOST}:{listening.server_address[1]}{BASE}open?key={key}"
        print(f"请用浏览器打开（只能用一次，不要给别人）：\n  {address}", file=terminal, flush=True)

    listening.RequestHandlerClass.guard = Guard(tell)  # type: ignore[attr-defined]
    return listening
