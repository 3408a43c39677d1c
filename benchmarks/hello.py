"""The least a Typer program with that option can be: what dcgd is measured against."""

from typing import Annotated, Optional

import typer

app = typer.Typer()


@app.command("list")
def list_(unit: Annotated[Optional[list[str]], typer.Option("--unit", help="unit")] = None) -> None:  # noqa: UP045
    print("hello", unit)


@app.command()
def other() -> None:
    print("other")


if __name__ == "__main__":
    app()
