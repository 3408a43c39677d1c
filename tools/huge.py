"""What huge and hostile files cost: `python tools/huge.py`. Prints a table for docs/reliability.md.

Each takes the place of a file of the made-up district, which is then validated by a process of its own.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MB = 1_000_000


def _levels(file: Path) -> int:
    return file.write_text("".join(" " * min(level, 300) + "a:\n" for level in range(100_000)))


def _bomb(file: Path) -> int:
    return file.write_text("a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 99)))


FILES: dict[str, Callable[[Path], object]] = {
    "一个 1 GiB 的文件": lambda file: file.open("wb").truncate(2**30),
    "一段 200 MB 的文字": lambda file: file.write_text("units:\n- name: " + "a" * 200 * MB),
    "一千万个方括号": lambda file: file.write_text("[" * 10 * MB),
    "十万层嵌套": _levels,
    "别名炸弹（9 的 98 次方）": _bomb,
    "十万个同名的单位": lambda file: file.write_text("units:\n" + "- {name: 甲}\n" * 100_000),
    "十万个不同的单位": lambda file: file.write_text(
        "units:\n" + "".join(f"- {{name: 甲{n}}}\n" for n in range(100_000))
    ),
    "十万个不认识的键": lambda file: file.write_text("units: []\n" + "".join(f"k{n}: 1\n" for n in range(100_000))),
    "百万个控制字符": lambda file: file.write_text("\x1b" * MB),
    "百万行语法错误": lambda file: file.write_text("- [\n" * MB),
}


def main() -> None:
    """Validate with each file, in a process forked for each, whose peak of memory is its own."""
    print("| units.yaml 是 | 秒 | 内存峰值（MB） | 退出码 | 诊断（条） |\n|---|--:|--:|--:|--:|")
    watch = "import resource, subprocess, sys\nprint(subprocess.run([sys.executable, '-m', 'dcgd', 'validate', sys.argv[1]], stdout=2).returncode)\nprint(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    unit = 2**10 if sys.platform == "linux" else 2**20
    for name, make in FILES.items():
        with tempfile.TemporaryDirectory() as work:
            folder = Path(work) / "data"
            shutil.copytree(ROOT / "examples" / "yunxi-2025", folder)
            make(folder / "units.yaml")
            begun = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", watch, str(folder)], capture_output=True, encoding="utf-8", check=True
            )
            seconds = time.monotonic() - begun
        code, peak = done.stdout.split()
        assert "Traceback" not in done.stderr
        lines = done.stderr.count("\n") - 1
        print(f"| {name} | {seconds:.1f} | {int(peak) // unit} | {code} | {lines} |", flush=True)


if __name__ == "__main__":
    main()
