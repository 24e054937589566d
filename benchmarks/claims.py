"""Measures what is read from prose, on generated text with known truth.

    python benchmarks/claims.py [--count 5000] [--seed 1]

Prints headings exact, claims exact (value, unit, key, scope), recall of contact data by kind, false
hits among look-alikes, and milliseconds of processor time a report. The seed makes two runs the same.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.prose_generator.claims import sentences
from tests.prose_generator.contacts import look_alikes, samples
from tests.prose_generator.outlines import outlined

from govreport_site.model import DateReading, Paragraph, Section
from govreport_site.parse.citations import read_citations
from govreport_site.parse.contacts import read_contacts
from govreport_site.parse.figures import read_figures
from govreport_site.parse.outline import read_outline
from govreport_site.parse.repairs import read_repairs
from govreport_site.reference.personal import find

NO_DATE = DateReading("2022-01-10")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=5000, help="texts of each kind")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for measure in (headings, claims, contacts, times):
        for line in measure(Random(args.seed), args.count):
            print(line)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    lines = enumerate(text.split("\n"), 1)
    return tuple(Paragraph(line, n) for n, line in lines if line.strip())


def one_section(text: str) -> tuple[Section, ...]:
    return (Section("overview", 1, "一、", "概述", 1, paragraphs(text)),)


def headings(random: Random, count: int) -> Iterator[str]:
    exact = keys = total = 0
    for _ in range(count):
        given = outlined(random)
        found = read_outline(paragraphs(given.text), kind="annual", year=given.year).sections
        read = [(s.level, (s.heading or "").replace(" ", ""), s.key) for s in found if s.level]
        truth = [(level, h.replace(" ", ""), key) for level, h, key in given.headings]
        same = [r[:2] for r in read] == [t[:2] for t in truth]
        exact += same
        total += len(truth)
        keys += sum(t[2] in {None, r[2]} for r, t in zip(read, truth, strict=False)) if same else 0
    yield f"outlines exact   {exact / count:.4f} of {count}"
    yield f"section keys     {keys / total:.4f} of {total}"


def claims(random: Random, count: int) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for sentence in sentences(random, count):
        found = read_figures(one_section(sentence.text), year=2021, published=NO_DATE)
        counted["wanted"] += len(sentence.claims)
        counted["read"] += len(found)
        for claim, figure in zip(sentence.claims, found, strict=False):
            same = float(figure.value) == claim.value and figure.unit == claim.unit
            counted["value"] += same
            counted["key"] += same and claim.key in {None, figure.key}
            counted["scope"] += same and claim.scope in {None, figure.scope}
    for name in ("value", "key", "scope"):
        yield f"claims {name:<9} {counted[name] / counted['wanted']:.4f} of {counted['wanted']}"
    yield f"claims invented  {max(0, counted['read'] - counted['wanted'])}"


def contacts(random: Random, count: int) -> Iterator[str]:
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample in samples(random, count):
        spans = {(f.kind, sample.text[f.start : f.end]) for f in find(sample.text)}
        for kind, printed in sample.truth:
            wanted[kind] += 1
            found[kind] += (kind, printed) in spans
    for kind in sorted(wanted):
        yield f"recall {kind:<9} {found[kind] / wanted[kind]:.4f} of {wanted[kind]}"
    false = sum(any(f.personal for f in find(text)) for text in look_alikes(random, count))
    yield f"look-alikes hit  {false} of {count}"


def times(random: Random, count: int) -> Iterator[str]:
    texts = [outlined(random).text for _ in range(min(count, 200))]
    begin = time.process_time()
    for text in texts:
        sections = read_outline(paragraphs(text), kind="annual", year=2021).sections
        read_figures(sections, year=2021, published=NO_DATE)
        read_citations(sections, title=None)
        read_repairs(sections, year=2021, published=NO_DATE)
        read_contacts(sections)
    spent = (time.process_time() - begin) / len(texts) * 1000
    size = sum(len(t.encode()) for t in texts) / len(texts) / 1024
    yield f"time             {spent:.2f} ms a report of {size:.1f} KB"


if __name__ == "__main__":
    main()
