"""`dcgd serve`: the dashboard on this computer, as fresh as the files; with `--desk` a clerk's desk beside it."""

from contextlib import ExitStack
from typing import Annotated

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.console import say
from dcgd.cli.desk.opening import desk_server, in_browser, to_terminal
from dcgd.cli.desk.pages import BASE
from dcgd.cli.serving import HOST, Site, server
from dcgd.errors import WrongUse
from dcgd.source.files import why

app = typer.Typer(add_completion=False)


@command(app, "serve")
def serve(
    *,
    port: Annotated[
        int, typer.Option("--port", "-p", metavar="端口", help="端口；0 是任意一个空闲的", min=0, max=65535)
    ] = 8321,
    with_desk: Annotated[
        bool, typer.Option("--desk", help="连同办事台：在网页上登记、收表、办问题；从终端里给出的地址进去")
    ] = False,
    opened: Annotated[bool, typer.Option("--open", help="打开浏览器")] = False,
    basis: options.Basis,
) -> None:
    """在本机看网页：登记册一改，网页自己刷新。只有这台电脑看得到；按 Ctrl-C 停止。

    加 --desk 可以在网页上办事，与命令同样地查、同样地记；不加的只看，什么也写不进去。
    """
    site = Site(basis, BASE if with_desk else "")
    addresses: list[str] = []
    show = to_terminal()

    def tell(address: str) -> None:
        addresses.append(address)
        show(address)

    with ExitStack() as held:
        try:
            listening = desk_server(site, port, basis, held, tell) if with_desk else server(site, port)
        except OSError as error:
            raise WrongUse(
                f"端口 {port} 用不了（{why(error)}），换一个：dcgd serve{' --desk' * with_desk} --port {port + 1}"
            ) from None
        held.enter_context(listening)
        site.pages()
        try:
            if with_desk:
                say("办事台只在这台电脑上；按 Ctrl-C 停止。")
            else:
                addresses.append(f"http://{HOST}:{listening.server_address[1]}/")
                say(f"请用浏览器打开 {addresses[0]} ，按 Ctrl-C 停止。")
            if opened and not in_browser(addresses[0]):
                say("没有找到浏览器；照上面的地址打开。")
            listening.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("\n已停止。")
