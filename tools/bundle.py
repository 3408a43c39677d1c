"""Makes what an office without a network installs: `python tools/bundle.py --out dist`.

`offline`: a wheelhouse with an installer for each platform (needs uv). `portable`: a folder that runs without Python,
for the platform at hand alone. Each holds its checksums and a bill of materials, and is packed into one archive with
a checksum beside it. docs/install.md says what a technician does with them.
"""

import argparse
import platform
import shutil
import tempfile
from pathlib import Path

from bundling import sums
from bundling.platforms import PLATFORMS, of
from bundling.portable import portable
from bundling.wheels import own_wheel, wheelhouse


def main() -> None:
    """Make the bundles that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", help="offline, portable; both by default")
    parser.add_argument("--platform", action="append", choices=list(PLATFORMS), help="all by default")
    parser.add_argument("--out", type=Path, default=Path("dist"))
    asked = parser.parse_args()
    kinds = asked.kinds or ["offline", "portable"]
    here = of(platform.system(), platform.machine())
    wanted = [PLATFORMS[name] for name in asked.platform or PLATFORMS]
    with tempfile.TemporaryDirectory() as temporary:
        wheel = own_wheel(Path(temporary))
        made = []
        for one in wanted:
            if "offline" in kinds or one == here:
                house = wheelhouse(one, asked.out, wheel)
                made.append((one, house))
            if "portable" in kinds and one == here:
                made.append((one, portable(house, asked.out)))
    for one, folder in made:
        archive = Path(shutil.make_archive(str(folder), one.archive, folder.parent, folder.name))
        line = f"{sums.digest(archive)}  {archive.name}\n"
        archive.with_name(f"{archive.name}.sha256").write_text(line, encoding="utf-8", newline="\n")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{archive}: {archive.stat().st_size / 1e6:.0f} MB, unpacked {size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
