"""What surrounds a build and must not be seen in it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from tests.campaigns.crashes import tree

LAUNCH = """
import datetime, os, sys, time
offset = int(os.environ["CLOCK_OFFSET"])
real = time.time
time.time = lambda: real() + offset
real_ns = time.time_ns
time.time_ns = lambda: real_ns() + offset * 10**9
class Date(datetime.date):
    @classmethod
    def today(cls):
        return cls.fromtimestamp(time.time())
class DateTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(time.time(), tz)
datetime.date, datetime.datetime = Date, DateTime
from govreport_site.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""Runs a command under a clock that is so many seconds off."""

ZONES = ("UTC", "Asia/Shanghai", "Pacific/Kiritimati", "America/St_Johns", "Africa/Monrovia")
LOCALES = ("C", "C.UTF-8", "POSIX", "tr_TR.UTF-8", "zh_CN.GB18030", "de_DE.ISO-8859-1", "")
UMASKS = ("022", "077", "002", "027")


def condition(number: int) -> dict[str, str]:
    """The surroundings of the n-th build."""
    r = random.Random(number)
    return {
        "TZ": r.choice(ZONES),
        "LC_ALL": r.choice(LOCALES),
        "PYTHONHASHSEED": str(r.randrange(4_000_000)),
        "CLOCK_OFFSET": str(r.choice((0, -(10**9), 10**8, 3 * 10**9))),
        "jobs": r.choice(("1", "2", "3")),
        "umask": r.choice(UMASKS),
        "cwd": r.choice(("/", ".", "..")),
        "order": str(r.randrange(1000)),
    }


def build_under(archive: Path, target: Path, surroundings: dict[str, str]) -> str:
    """The digest of the whole site that a copy of the archive gives."""
    copy(archive, target, random.Random(surroundings["order"]))
    env = {**os.environ, **{k: v for k, v in surroundings.items() if k.isupper()}}
    words = ["build", "-q", "--jobs", surroundings["jobs"], "-C", str(target)]
    before = os.umask(int(surroundings["umask"], 8))
    try:
        cwd = {"/": Path("/"), ".": target, "..": target.parent}[surroundings["cwd"]]
        subprocess.run([sys.executable, "-c", LAUNCH, *words], env=env, cwd=cwd, check=True)
    finally:
        os.umask(before)
    listed = "".join(
        f"{digest}  {path}\n" for path, digest in sorted(tree(target / "site").items())
    )
    shutil.rmtree(target)
    return hashlib.sha256(listed.encode()).hexdigest()


def copy(archive: Path, target: Path, r: random.Random) -> None:
    """The archive's sources, made in another order and at other times."""
    kept = (p for p in sorted(archive.rglob("*")) if p.is_file())
    files = [p for p in kept if p.relative_to(archive).parts[0] not in {"site", ".govreport"}]
    r.shuffle(files)
    for path in files:
        place = target / path.relative_to(archive)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        moment = r.randrange(10**9, 2 * 10**9)
        os.utime(place, (moment, moment))
