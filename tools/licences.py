"""List the licence of every package that is installed at run time; refuse what we may not use.

    python tools/licences.py            print the list
    python tools/licences.py --write    write it to docs/licences.md

The names are those of requirements/run.txt; the licences are what the installed packages declare.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements/run.txt"
PAGE = ROOT / "docs/licences.md"
ALLOWED = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT"),
        *("MPL-2.0", "PSF-2.0", "Unlicense", "Zlib"),
    }
)
"""SPDX names. No GPL, LGPL or AGPL: the program may be passed on with what it needs."""
_NAMES = (
    (r"apache", "Apache-2.0"),
    (r"mozilla|mpl", "MPL-2.0"),
    (r"isc", "ISC"),
    (r"python software|psf", "PSF-2.0"),
    (r"2-clause|simplified", "BSD-2-Clause"),
    (r"bsd", "BSD-3-Clause"),
    (r"mit", "MIT"),
)
"""What packages write that declare no SPDX expression, the more telling first."""
HEAD = """# Licences of what is installed with govreport-site

Made by `python tools/licences.py --write` from what the packages themselves declare; a test keeps
it true and refuses any licence that is not listed in that tool.

| package | licence |
| --- | --- |
"""


def packages() -> list[str]:
    """The names that the lock holds, once each."""
    return sorted(set(re.findall(r"(?m)^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"))))


def licence_of(package: str) -> str:
    """SPDX expression of an installed package's licence; "" when it declares none."""
    told = metadata(package)
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [c for c in told.get_all("Classifier", []) if c.startswith("License ::")]
    words = " ".join([*classified, (told.get("License") or "")[:80]]).lower()
    return next((spdx for pattern, spdx in _NAMES if re.search(pattern, words)), "")


def refused(expression: str) -> list[str]:
    """The licences of an expression that are not allowed; all of a choice (OR) must be refused."""
    if " OR " in expression:
        choices = [refused(part.strip("() ")) for part in expression.split(" OR ")]
        return [] if [] in choices else choices[0]
    names = re.split(r"\s+(?:AND|WITH)\s+|[()\s]+", expression)
    return [name for name in names if name and name not in ALLOWED] or ([] if expression else ["?"])


def page() -> str:
    """The list as a page. Raises PackageNotFoundError for what the lock names and is not here."""
    return HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in packages())


def main(words: list[str]) -> int:
    """Print or write the list; 1 when a licence may not be used."""
    try:
        text = page()
    except PackageNotFoundError as error:
        print(f"{error}; install requirements/run.txt first", file=sys.stderr)
        return 2
    if words == ["--write"]:
        PAGE.write_text(text, "utf-8")
    else:
        print(text, end="")
    bad = {name: refused(licence_of(name)) for name in packages()}
    for name, licences in bad.items():
        if licences:
            print(f"{name}: {', '.join(licences)} may not be used", file=sys.stderr)
    return 1 if any(bad.values()) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
