"""Look the locked packages up in the database of known vulnerabilities, and say what was found.

    python tools/audit.py [requirements/run.txt …]

Exit code 0 when every package was looked up and none is known to be vulnerable, 1 when one is, 2
when the answer is not known: pip-audit is not installed, or its database did not answer. A package
that could not be looked up is never passed over in silence, as pip-audit itself does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

LISTS = ("requirements/run.txt", "requirements/dev.txt")
UNKNOWN = 2
ROOT = Path(__file__).parents[1]


def audit(program: str, requirements: str) -> list[dict[str, Any]]:
    """What pip-audit answers of each pinned package of a list; empty when it gave no answer."""
    words = [program, "-r", requirements, "--disable-pip", "--require-hashes", "-f", "json"]
    done = subprocess.run(
        [*words, "--progress-spinner", "off"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(done.stderr.strip()[-2000:], file=sys.stderr)
        return []
    return found


def tell(requirements: str, packages: list[dict[str, Any]]) -> int:
    """Print what is known of a list of packages; the exit code."""
    skipped = sorted(p["name"] for p in packages if "skip_reason" in p)
    bad = [(p, vuln) for p in packages for vuln in p.get("vulns", [])]
    for package, vuln in bad:
        fixed = ", ".join(vuln["fix_versions"]) or "no version yet"
        print(f"{package['name']} {package['version']}: {vuln['id']}, fixed in {fixed}")
    if skipped or not packages:
        names = ", ".join(skipped) or "all"
        print(f"{requirements}: NOT AUDITED, the database gave no answer: {names}")
        return 1 if bad else UNKNOWN
    print(f"{requirements}: {len(packages)} packages, {len(bad)} known vulnerabilities")
    return 1 if bad else 0


def main(lists: list[str]) -> int:
    """Audit every list; the worst exit code."""
    program = shutil.which("pip-audit")
    if program is None:
        print("pip-audit is not installed: run `pipx install pip-audit`, then this again")
        return UNKNOWN
    codes = [tell(one, audit(program, one)) for one in lists or LISTS]
    return 1 if 1 in codes else max(codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
