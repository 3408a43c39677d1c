"""A call in another folder: what a process does that works for tests in many. It loads nothing else there."""

import os
from collections.abc import Callable
from typing import Any


def in_folder(folder: str, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What a function returns that is called in this folder."""
    os.chdir(folder)
    return function(*args)
