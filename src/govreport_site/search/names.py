"""Names that lead straight to a report: its full title, and its place in any common form.

A name is found by the hash of its folded text, so that a lookup costs one small shard and no
directory. A place answers with the range of its reports, its own before those of the places in
it; a title with the report.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Any

from govreport_site.search import octets
from govreport_site.search.columns import Row, nodes
from govreport_site.search.folding import fold

SHARD_BYTES = 2500
MOST_ANSWERS = 64
"""Initials such as `xc` fit hundreds of places; more answers than this help nobody."""


@cache
def words() -> dict[str, Any]:
    """`places.toml`: suffixes, peoples, generic words."""
    return tomllib.loads(files(__package__).joinpath("places.toml").read_text("utf-8"))


def name_hash(text: str) -> int:
    """32-bit FNV-1a over the UTF-16 code units of folded text."""
    value = 0x811C9DC5
    units = text.encode("utf-16-le", "surrogatepass")
    for low, high in zip(units[::2], units[1::2], strict=True):
        value = ((value ^ (high << 8 | low)) * 0x01000193) & 0xFFFFFFFF
    return value


def short_name(name: str) -> str:
    """A folded place name without its suffix: 翔安区 → 翔安, 恩施土家族苗族自治州 → 恩施."""
    table = words()
    for suffix in table["suffixes"]:
        stem = name.removesuffix(suffix)
        if stem != name and len(stem) >= table["shortest"]:
            return _without_peoples(stem) if suffix[:2] in {"自治", "民族"} else stem
    return name


def _without_peoples(stem: str) -> str:
    table, before = words(), ""
    while stem != before:
        before = stem
        for people in table["peoples"]:
            cut = stem.removesuffix(people)
            if cut != stem and len(cut) >= table["shortest"]:
                stem = cut
                break
    return stem


def forms(names: Sequence[str], slugs: Sequence[str]) -> set[str]:
    """The folded forms under which people ask for the last place of a chain: full and short,
    alone and after each place around it, in pinyin and in initials."""
    folded = [fold(name).replace("\n", "") for name in names]
    found: set[str] = set()
    tail = {folded[-1], short_name(folded[-1])}
    for kept in product((False, True), repeat=len(folded) - 1):
        around = [n for n, keep in zip(folded[:-1], kept, strict=True) if keep]
        heads = {"".join(around), "".join(short_name(n) for n in around)}
        found |= {head + last for head in heads for last in tail}
    found |= latin_forms(folded[-1], slugs[-1])
    return {form for form in found if len(form) > 1}


_SYLLABLE = re.compile(
    "(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?"
    "(?:a|ai|an|ang|ao|e|ei|en|eng|er|i|ia|ian|iang|iao|ie|in|ing|iong|iu"
    "|o|ong|ou|u|ua|uai|uan|uang|ue|ui|un|uo|v|ve)"
)


def latin_forms(name: str, slug: str) -> set[str]:
    """`xianganqu`, `xiangan`, and the initials `xaq`, `xa` of 翔安区 at `xiangan-qu`. The slug
    gives the sounds, the name how many syllables they are."""
    words = slug.split("-")
    found = {fold("".join(words)), fold(words[0])}
    short = len(short_name(name))
    for text, size in (("".join(words), len(name)), (words[0], short), ("".join(words), short)):
        found |= initials(text, size)
    return found


def initials(text: str, syllables: int) -> set[str]:
    """First letters of every way to read Latin text as that many syllables of pinyin."""
    if not text.isascii() or len(text) > 6 * syllables:
        return set()
    # Heads of all readings, by where the rest begins; linear in the text for each syllable.
    heads: dict[int, set[str]] = {0: {""}}
    for _ in range(syllables):
        following: dict[int, set[str]] = defaultdict(set)
        for at, found in heads.items():
            for end in range(at + 1, min(at + 6, len(text)) + 1):
                if _SYLLABLE.fullmatch(text, at, end):
                    following[end] |= {head + text[at] for head in found}
        heads = dict(following)
    return heads.get(len(text), set())


def entries(rows: Sequence[Row]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """(hash, answer) of every name: (1, report) for a title, (0, *node) for a place, which also
    answers to its address, `/fujian/xiamen`. Rows are in the order of the reports."""
    for number, row in enumerate(rows):
        yield name_hash(fold(row.title).replace("\n", "")), (1, number)
    ranges = nodes([row.place_slugs for row in rows])
    named: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in rows:
        for depth in range(1, min(len(row.place), len(row.place_slugs)) + 1):
            named.setdefault(row.place_slugs[:depth], row.place[:depth])
    for slugs, names in named.items():
        yield name_hash("/" + "/".join(slugs)), (0, *ranges[slugs])
        for form in forms(names, slugs):
            yield name_hash(form), (0, *ranges[slugs])


def shards(found: Iterator[tuple[int, tuple[int, ...]]]) -> list[bytes]:
    """All names by hash; shard of a hash is its remainder by the number of shards.

    A shard is: number of names; hashes as differences; answers of each; then the answers as
    numbers, kind first."""
    by_hash: dict[int, set[tuple[int, ...]]] = defaultdict(set)
    for key, answer in found:
        by_hash[key].add(answer)
    size = 8 * sum(len(answers) for answers in by_hash.values())
    count = max(1, size // SHARD_BYTES)
    groups: list[list[int]] = [[] for _ in range(count)]
    for key in sorted(by_hash):
        groups[key % count].append(key)
    return [_shard(group, by_hash) for group in groups]


def _shard(group: list[int], by_hash: dict[int, set[tuple[int, ...]]]) -> bytes:
    answers = [sorted(by_hash[key])[:MOST_ANSWERS] for key in group]
    gaps = [key - before for before, key in pairwise([0, *group])]
    counts = [len(several) for several in answers]
    flat = [number for several in answers for answer in several for number in answer]
    return octets.encode([len(group), *gaps, *counts, *flat])
