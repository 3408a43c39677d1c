"""Known weaknesses of what is installed: `pip install pip-audit`, then `python tools/audit.py`.

Ends with 1 when an installed package has a known weakness, and names it. Where the advisories cannot be reached, or do
not know a package, that is said: nothing was found there because nobody was asked.
"""

import json
import subprocess
import sys


def judge(report: str) -> tuple[int, list[str]]:
    """The exit code and what to say of pip-audit's JSON; anything else is taken for advisories out of reach."""
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, ["漏洞库连不上：没有查。"]
    asked = [package for package in packages if "vulns" in package]
    weak = [package for package in asked if package["vulns"]]
    said = [
        f"{package['name']} {package['version']}：{weakness['id']}，{'改用 ' + '、'.join(weakness['fix_versions']) if weakness['fix_versions'] else '还没有修复的版本'}"
        for package in weak
        for weakness in package["vulns"]
    ]
    silent = [package["name"] for package in packages if "vulns" not in package]
    said.append(f"查了 {len(asked)} 个包，{len(weak)} 个有已知漏洞；{len(silent)} 个查不到。")
    return int(bool(weak)), said


def main() -> int:
    """Ask pip-audit about every package beside this Python but dcgd itself."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--format=json", "--skip-editable", "--progress-spinner=off"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if "No module named" in done.stderr:
        print("先安装：pip install pip-audit", file=sys.stderr)
        return 2
    code, said = judge(done.stdout)
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.exit(main())
