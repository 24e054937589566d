"""How names are read: pinyin with reviewed overrides, and the slugs made of it."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin import Style, lazy_pinyin, pinyin

from gazetteer.divisions import core
from govreport_site.reference.places.slugs import PEOPLES, plain, split_suffix

PROVINCE_SLUGS = {"陕西省": "shaanxi", "内蒙古自治区": "neimenggu", "香港特别行政区": "xianggang",
                  "澳门特别行政区": "aomen"}  # fmt: skip


class Readings:
    """Pinyin of names: reviewed readings first, then pypinyin's phrases."""

    def __init__(self, path: Path) -> None:
        self.rows: list[tuple[str, tuple[str, ...], str]] = []
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                self.rows.append((row["phrase"], tuple(row["reading"].split()), row["scope"] or ""))
        self.phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        for phrase, reading, scope in self.rows:
            if len(reading) not in (1, len(phrase)):
                raise ValueError(f"readings.tsv: {phrase}: {len(reading)} syllables")
            self.phrases[phrase].append((reading, scope))

    def read(self, text: str, code: int | None = None) -> tuple[str, ...]:
        """Syllables of `text`; `code` is the unit's division code, for readings of one area."""
        out: list[str] = []
        base = lazy_pinyin(text, style=Style.NORMAL, errors=list)
        position = 0
        while position < len(text):
            for size in range(min(6, len(text) - position), 0, -1):
                reading = self._known(text[position : position + size], code)
                if reading:
                    out.extend(reading)
                    position += size
                    break
            else:
                out.append(base[position] if len(base) == len(text) else _single(text[position]))
                position += 1
        return tuple(out)

    def _known(self, phrase: str, code: int | None) -> tuple[str, ...] | None:
        for reading, scope in self.phrases.get(phrase, ()):
            if not scope or (code is not None and str(code).startswith(scope)):
                return reading
        return None


def _single(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])


def township_slug(readings: Readings, name: str, code: int) -> str:
    """`dadeng-jiedao`; the peoples in a 民族乡's name are left out."""
    stem, suffix = split_suffix(PEOPLES.sub("", name))
    return plain("".join(readings.read(stem, code)) + "-" + "".join(readings.read(suffix, code)))


def division_slug(readings: Readings, name: str, level: int, code: int) -> str:
    """`fujian`, `xiamen`, `xiangan-qu`: counties keep their type, the levels above do not."""
    if level == 1 and name in PROVINCE_SLUGS:
        return PROVINCE_SLUGS[name]
    if level == 4:
        return township_slug(readings, name, code)
    stem = core(name)
    if level < 3:
        return plain("".join(readings.read(stem, code)))
    if found := re.search(r"新区$|(?<=神农架)林区$|特区$", name):
        stem, word = name[: found.start()], name[found.start() :]
        return plain("-".join("".join(readings.read(part, code)) for part in (stem, word)))
    # 乾县 is read as a whole and still set apart as qian-xian.
    syllables = readings.read(name if stem == name else stem + name[-1], code)
    return plain(f"{''.join(syllables[:-1])}-{syllables[-1]}")


def table(readings: Readings, names: list[str]) -> dict[str, str]:
    """Character → its most usual reading in `names`, for every character of Unicode's first block.

    Place names outvote the dictionary only where a reading was reviewed or a phrase is known.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for character, syllable in zip(name, readings.read(name), strict=False):
            votes[character][syllable] += 1
    out = {chr(c): _single(chr(c)) for c in range(0x4E00, 0x9FA6)}
    for character, counter in votes.items():
        best, count = counter.most_common(1)[0]
        if count >= 3 or character not in out:
            out[character] = best
    return {c: s for c, s in out.items() if s.isascii() and s.isalpha()}
