"""`dcgd mcp`: the registry for an assistant; it reads, and writes nothing."""

import typer

from dcgd.cli import options
from dcgd.cli.commands import command
from dcgd.cli.paper import extra
from dcgd.cli.session import find_data

app = typer.Typer(add_completion=False)


@command(app, "mcp", example="dcgd mcp --data data")
def mcp(data: options.Data = None) -> None:
    """给智能助手用：按 MCP 协议在标准输入输出上答问，只读，什么也不写。

    由助手的程序启动，人不必自己运行；配置见 docs/mcp.md。答的都带编号、文号和日期；电话和邮箱不给。
    """
    find_data(data)  # a folder that is none is said now, not at the first question
    with extra("mcp", "给智能助手答问"):
        from dcgd.cli.mcp_server import server_for
    server_for(tuple(data or ())).run("stdio")
