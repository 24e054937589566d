"""Whatever happens to an archive, in whatever order: the site is what a clean build makes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from govreport_site.errors import GovreportError

from .toy import Toy, tree

PLACES = ["xiamen", "xiamen/siming", "fuzhou", "fuzhou/gulou/2016"]
NAMES = ["2015.md", "2016.md", "2017.md"]

Edit = Callable[[Toy, random.Random], None]


def some_report(toy: Toy, chance: random.Random) -> Path | None:
    found = sorted((toy.root / "reports").rglob("*.md"))
    return chance.choice(found) if found else None


def write(toy: Toy, chance: random.Random) -> None:
    text = f"{chance.choice('abc')}\n{chance.choice('abc')}"
    toy.write(f"{chance.choice(PLACES)}/{chance.choice(NAMES)}", text)


def delete(toy: Toy, chance: random.Random) -> None:
    if path := some_report(toy, chance):
        path.unlink()


def rename(toy: Toy, chance: random.Random) -> None:
    if path := some_report(toy, chance):
        place = toy.root / "reports" / chance.choice(PLACES) / chance.choice(NAMES)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)


def change_template(toy: Toy, chance: random.Random) -> None:
    toy.frame = chance.choice(["<p>TEXT</p>", "<b>TEXT</b>", "no text"])


def change_code(toy: Toy, chance: random.Random) -> None:
    toy.code = chance.choice([b"code 1", b"code 2"])


def change_plan(toy: Toy, chance: random.Random) -> None:
    toy.grouped = not toy.grouped


def tamper(toy: Toy, chance: random.Random) -> None:
    pages = sorted(p for p in toy.site.rglob("*.html") if p.is_file())
    if pages:
        page = chance.choice(pages)
        chance.choice([page.unlink, lambda: page.write_text("tampered"), page.touch])()


def lose_ledger(toy: Toy, chance: random.Random) -> None:
    if toy.ledger.exists():
        shutil.rmtree(toy.ledger)


def lose_site(toy: Toy, chance: random.Random) -> None:
    if toy.site.exists():
        shutil.rmtree(toy.site)


def fail(toy: Toy, chance: random.Random) -> None:
    """A build that stops at one report in the middle, and the report set right again."""
    path = some_report(toy, chance)
    if path is None:
        return
    text = path.read_text()
    path.write_text("?broken")
    with pytest.raises(GovreportError):
        toy.build()
    path.write_text(text)


def put_off(toy: Toy, chance: random.Random) -> None:
    """A build that leaves the lists, or the reports, to the next one."""
    toy.build(put_off=frozenset({chance.choice(["list", "report"])}))


EDITS: list[tuple[int, Edit]] = [
    (8, write),
    (4, delete),
    (3, rename),
    (1, change_template),
    (1, change_code),
    (1, change_plan),
    (2, tamper),
    (1, lose_ledger),
    (1, lose_site),
    (2, fail),
    (2, put_off),
]


@pytest.mark.parametrize("seed", range(16))
def test_incremental_equals_clean_after_any_edits(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    toy = Toy(tmp_path)
    weights, edits = zip(*EDITS, strict=True)
    for _ in range(8):
        for edit in chance.choices(edits, weights, k=chance.randint(1, 3)):
            edit(toy, chance)
        toy.build(clean=chance.random() < 0.1, quick=chance.random() < 0.5)
        assert tree(toy.site) == toy.clean_tree()
