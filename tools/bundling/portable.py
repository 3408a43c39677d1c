"""A folder that runs without Python, frozen by PyInstaller for the system at hand."""

import platform
import shutil
import sys
import tempfile
from pathlib import Path

from bundling import sbom
from bundling.platforms import of
from bundling.wheels import completed, fresh, run, version

SPEC = Path(__file__).resolve().parent / "dcgd.spec"


def portable(house: Path, folder: Path) -> Path:
    """Freeze the program as the wheelhouse of this platform installs it; returns the folder made.

    It runs where glibc is at least as new as here: build it on the oldest one that is to run it. Needs a network, for
    PyInstaller alone.
    """
    here = of(platform.system(), platform.machine())
    if here is None or not house.name.endswith(here.name):
        raise SystemExit(f"{house.name} is not for this computer: {platform.system()} {platform.machine()}")
    name = f"dcgd-{version()}-portable-{here.name}"
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        run([sys.executable, str(house / "install.py"), "--to", str(place / "env")])
        python = str(place / "env" / ("Scripts" if sys.platform == "win32" else "bin") / "python")
        [pip] = (house / "wheels").glob("pip-*.whl")
        run([python, str(pip / "pip"), "install", "--quiet", "pyinstaller"])
        places = [f"--distpath={place / 'dist'}", f"--workpath={place / 'work'}"]
        run([python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=WARN", *places, str(SPEC)])
        made = fresh(folder / name)
        shutil.copytree(place / "dist" / "dcgd", made, dirs_exist_ok=True, symlinks=True)
    wheels = [sbom.component(wheel) for wheel in (house / "wheels").glob("*.whl") if _in_here(wheel)]
    completed(made, sbom.bill([*wheels, *_libraries(made)]))
    return made


def _in_here(wheel: Path) -> bool:
    """Whether a wheel is one of those that were installed: for any Python, or for this one; pip is not frozen."""
    ours = f"cp{sys.version_info.major}{sys.version_info.minor}"
    return (
        "-none-" in wheel.name or "-abi3-" in wheel.name or f"-{ours}-" in wheel.name
    ) and not wheel.name.startswith("pip-")


def _libraries(made: Path) -> list[dict[str, object]]:
    """Python itself and the system's libraries that lie in the folder."""
    python = {"type": "platform", "bom-ref": "cpython", "name": "cpython", "version": platform.python_version()}
    suffixes = (".so", ".dll", ".dylib", ".pyd")
    files = [path for path in sorted((made / "_internal").iterdir()) if any(end in path.name for end in suffixes)]
    return [python, *(sbom.library(path, made) for path in files if path.is_file() and not path.is_symlink())]
