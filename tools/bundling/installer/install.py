"""Installs dcgd from the wheels beside this file, without a network. Needs nothing but Python.

The syntax is that of old Pythons, so that one of them can say that it is too old.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MARK = "dcgd-bundle.json"
OWN_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


class Refused(Exception):
    """A reason not to install, in words."""


def main(words: list[str] | None = None) -> int:
    """Install; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    parser = argparse.ArgumentParser(description="离线安装 dcgd")
    parser.add_argument(
        "--to", metavar="文件夹", type=Path, default=usual_place(), help="装到哪里（缺省：%(default)s）"
    )
    target = parser.parse_args(words).to
    try:
        bundle = json.loads((HERE / "bundle.json").read_text(encoding="utf-8"))
        fits(bundle, platform.system(), platform.machine(), OWN_PYTHON)
        unchanged()
        program = install(bundle, target)
    except Refused as error:
        print(f"错误：{error}", file=sys.stderr)
        return 2
    print(f"装好了 dcgd {bundle['version']}：{program}")
    print(f"把 {program.parent} 加进 PATH，就可以直接输入 dcgd。")
    return 0


def usual_place() -> Path:
    """Where programs of one user lie on this system."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "dcgd"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dcgd"


def fits(bundle: dict[str, Any], system: str, machine: str, python: str) -> None:
    """Refuse where the wheels are for another system, machine or Python."""
    if system != bundle["system"] or machine.lower() not in bundle["machines"]:
        raise Refused(f"这一包是给 {bundle['platform']} 的，这台电脑是 {system} {machine}")
    if python not in bundle["pythons"]:
        known = "、".join(bundle["pythons"])
        raise Refused(f"这一包是给 Python {known} 的，这里是 {python}；或改用免安装的那一种（portable）")


def unchanged() -> None:
    """Refuse where a file is not what was packed."""
    for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        path = HERE / name
        if not path.is_file():
            raise Refused(f"缺文件 {name}：重新拷贝这一包")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise Refused(f"文件 {name} 和打包时不一样：重新拷贝这一包")


def install(bundle: dict[str, Any], target: Path) -> Path:
    """Make a place of its own for the program and put it there; returns the program's path."""
    if target.exists() and not (target.is_dir() and ((target / MARK).is_file() or not any(target.iterdir()))):
        raise Refused(f"{target} 里有别的东西，换一个地方：--to 文件夹")
    ran([sys.executable, "-m", "venv", "--clear", "--without-pip", str(target)], "建不了运行环境")
    folder = target / ("Scripts" if sys.platform == "win32" else "bin")
    (target / MARK).write_text(json.dumps(bundle), encoding="utf-8")
    wheels = HERE / "wheels"
    [pip] = wheels.glob("pip-*.whl")
    wanted = HERE / f"requirements-{OWN_PYTHON}.txt"
    python = str(folder / ("python.exe" if sys.platform == "win32" else "python"))
    options = ["install", "--no-index", "--no-deps", "--find-links", str(wheels), "-r", str(wanted)]
    ran([python, str(pip / "pip"), *options, "--quiet", "--disable-pip-version-check"], "装不上")
    program = folder / ("dcgd.exe" if sys.platform == "win32" else "dcgd")
    ran([str(program), "--version"], "装上了却运行不了")
    return program


def ran(command: list[str], failure: str) -> None:
    """Run a command without what the surroundings tell pip and Python; refuses where it fails."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
    environment["PIP_CONFIG_FILE"] = os.devnull
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise Refused(f"{failure}：{done.stdout.decode(errors='replace').strip()}")


if __name__ == "__main__":
    sys.exit(main())
