"""From what was collected to the sections of the table."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import opencc

from gazetteer.divisions import Version, core
from gazetteer.inputs import MCA_YEAR, rows_of
from gazetteer.linking import join
from gazetteer.pack import chain, container, differences, integers, lines
from gazetteer.readings import Readings, division_slug, township_slug
from gazetteer.readings import table as reading_table
from gazetteer.townships import Collector, Township
from govreport_site.reference.places.slugs import spell

Identities = dict[int, int]


def _dense(collector: Collector) -> Identities:
    """Identity roots renumbered in the order of the versions."""
    out: Identities = {}
    for root in collector.divisions.identity:
        out.setdefault(root, len(out))
    return out


def _parents(collector: Collector) -> dict[tuple[str, str | None], int]:
    """(province, prefecture or None) → identity root."""
    found: dict[tuple[str, str | None], int] = {}
    for i, v in enumerate(collector.divisions.versions):
        if v.level == 1:
            found[v.province, None] = collector.divisions.identity[i]
        elif v.level == 2:
            found[v.province, v.prefecture] = collector.divisions.identity[i]
    return found


def _free_slug(
    collector: Collector, readings: Readings, dense: Identities, index: int,
    parents: dict[tuple[str, str | None], int], taken: dict[tuple[int, str], int],
) -> str:  # fmt: skip
    """The slug of a version, with its code where another place under the parent has it already."""
    v = collector.divisions.versions[index]
    identity = dense[collector.divisions.identity[index]]
    above = dense[parents[v.province, v.prefecture if v.level > 2 else None]] if v.level > 1 else -1
    slug = division_slug(readings, v.name, v.level, v.code)
    if taken.setdefault((above, slug), identity) != identity:
        slug = f"{slug}-{v.code}"
        taken[above, slug] = identity
    return slug


def _unit_rows(collector: Collector, readings: Readings, dense: Identities) -> list[list[object]]:
    """Level, identity, parent identity, code, first year, last year, slug, name of each version."""
    parents = _parents(collector)
    rows: list[list[object]] = []
    taken: dict[tuple[int, str], int] = {}
    slugs: dict[int, str] = {}
    versions = collector.divisions.versions
    # Today's units choose their slugs first, so that a code is added to a former one's.
    for i in sorted(range(len(versions)), key=lambda i: (-versions[i].last, i)):
        slugs[i] = _free_slug(collector, readings, dense, i, parents, taken)
    for i, v in enumerate(versions):
        above = parents[v.province, v.prefecture if v.level > 2 else None] if v.level > 1 else -1
        parent = dense[above] if above >= 0 else -1
        identity = dense[collector.divisions.identity[i]]
        first = 0 if v.first == 1980 else v.first
        last = 0 if v.last == MCA_YEAR else v.last
        rows.append([v.level, identity, parent, v.code, first, last, slugs[i], v.name])
    return rows


def _unit_sections(units: list[list[object]]) -> dict[str, bytes]:
    """The versions as columns, chained by name and by identity so that opening builds no index."""
    level, identity, parent, code, first, last, slug, name = zip(*units, strict=True)
    return {
        "unit_level": integers("B", level),
        "unit_identity": integers("H", identity),
        "unit_parent": integers("h", parent),
        "unit_code": integers("i", differences(code)),
        "unit_first": integers("H", first),
        "unit_last": integers("H", last),
        "unit_slug": "\n".join(slug).encode(),
        "unit_name": "\n".join(name).encode(),
        "unit_name_chain": integers("i", chain(name)),
        "unit_identity_chain": integers("i", chain(identity)),
    }


def _alias_costs(version: Version) -> list[tuple[str, int]]:
    """Short forms of one name, with what each costs: the less of the name, the more."""
    stem = core(version.name)
    if stem == version.name or version.level == 4:
        return []
    autonomous = version.name.endswith(("自治州", "自治县", "自治旗"))
    bare = {1: 1, 2: 2 if version.name.endswith(("州", "盟")) else 1, 3: 3}[version.level]
    found = [(stem, bare)]
    if autonomous:
        found += [(stem + version.name[-1], 1), (stem + version.name[-3:], 1)]
    elif version.name.endswith("自治区"):
        found.append((stem + "自治区", 1))
    elif version.name.endswith("地区"):
        found.append((stem + "行署", 1))
    return [(alias, cost) for alias, cost in found if alias != version.name]


def _aliases(collector: Collector, dense: Identities, here: Path) -> bytes:
    """Alias, identity and cost: of names in use since 2003, and the reviewed short forms."""
    found: dict[tuple[str, int], int] = {}
    latest: dict[tuple[str, str], int] = {}
    for i, v in enumerate(collector.divisions.versions):
        identity = dense[collector.divisions.identity[i]]
        latest[v.province, v.name] = identity
        if v.last >= 2003:
            for alias, cost in _alias_costs(v):
                key = (alias, identity)
                found[key] = min(cost, found.get(key, 9))
    for row in rows_of(here / "aliases.tsv"):
        found[row["alias"], latest[row["province"], row["name"]]] = 1
    return lines([(alias, identity, cost) for (alias, identity), cost in sorted(found.items())])


def _township_slugs(
    found: list[Township], readings: Readings, units: list[list[object]], dense: Identities
) -> list[str]:
    """One slug a row, unique within the parent and apart from the slugs of the parent's zones."""
    taken = {(int(str(u[2])), str(u[6])): "" for u in units}
    out = []
    for t in found:
        code = t.mca or t.nbs[max(t.nbs)]
        slug = township_slug(readings, t.name, code)
        wanted = (slug, f"{slug}-{code}", *(f"{slug}-{code}-{n}" for n in range(2, 9)))
        slug = next(w for w in wanted if taken.setdefault((dense[t.parent], w), t.name) == t.name)
        out.append(slug)
    return out


def _order(t: Township) -> tuple[int, str]:
    return (t.nbs[max(t.nbs)] if t.nbs else t.mca), t.name


def _codes(found: list[Township], years: list[int]) -> tuple[bytes, bytes]:
    """Each row's latest Bureau code, and (row, vintage, code) where an earlier one differs."""
    latest = [t.nbs[max(t.nbs)] if t.nbs else 0 for t in found]
    earlier: list[int] = []
    for row, t in enumerate(found):
        codes = sorted(t.nbs.items(), reverse=True)
        for (_, newer), (year, code) in pairwise(codes):
            if code != newer:
                earlier += [row, years.index(year), code]
    return integers("i", differences(latest)), integers("I", earlier)


def townships(
    collector: Collector, readings: Readings, dense: Identities, units: list[list[object]],
    syllables: dict[str, str],
) -> tuple[dict[str, bytes], list[int]]:  # fmt: skip
    """The sections that hold the townships, and the vintages in the order of their bits."""
    roots = join(collector)
    pairs = sorted(zip(collector.found.values(), roots, strict=True), key=lambda p: _order(p[0]))
    found = [t for t, _ in pairs]
    years = sorted({y for t in found for y in t.years})
    numbers: dict[int, int] = {}
    identity = [numbers.setdefault(root, len(numbers)) for _, root in pairs]
    slugs = _township_slugs(found, readings, units, dense)
    latest, earlier = _codes(found, years)
    plainly = [spell(t.name, syllables) for t in found]
    odd = [(i, s) for i, (s, p) in enumerate(zip(slugs, plainly, strict=True)) if s != p]
    sections = {
        "town_names": "\n".join(t.name for t in found).encode(),
        "town_name_chain": integers("i", chain([t.name for t in found])),
        "town_parent": integers("H", [dense[t.parent] for t in found]),
        "town_zone": lines([(i, dense[t.zone]) for i, t in enumerate(found) if t.zone >= 0]),
        "town_identity": integers("i", differences(identity)),
        "town_years": integers("H", [sum(1 << years.index(y) for y in t.years) for t in found]),
        "town_mca": integers("i", differences([t.mca for t in found])),
        "town_nbs": latest,
        "town_nbs_earlier": earlier,
        "town_slugs": lines(odd),
    }
    return sections, years


def _syllable_lines(syllables: dict[str, str]) -> bytes:
    """One line a syllable: the syllable, a tab, its characters."""
    by: dict[str, list[str]] = defaultdict(list)
    for character, syllable in syllables.items():
        by[syllable].append(character)
    return lines([(s, "".join(sorted(chars))) for s, chars in sorted(by.items())])


def _merges(collector: Collector, dense: Identities) -> bytes:
    found = collector.divisions.successors
    return lines([(dense[old], dense[new]) for old, many in sorted(found.items()) for new in many])


def _traditional() -> bytes:
    """Pairs of characters, traditional then simplified, where one character stands for one."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((chr(c), convert(chr(c))) for c in range(0x4E00, 0x9FA6))
    return "".join(a + b for a, b in pairs if a != b and len(b) == 1).encode()


def table(collector: Collector, readings: Readings, here: Path) -> bytes:
    """The bytes of the table."""
    dense = _dense(collector)
    units = _unit_rows(collector, readings, dense)
    names = [t.name for t in collector.found.values()]
    syllables = reading_table(readings, names)
    sections, years = townships(collector, readings, dense, units, syllables)
    phrases = [(p, " ".join(r)) for p, r, scope in readings.rows if not scope and len(r) > 1]
    return container(
        {
            **_unit_sections(units),
            "merges": _merges(collector, dense),
            "aliases": _aliases(collector, dense, here),
            **sections,
            "syllables": _syllable_lines(syllables),
            "phrases": lines(sorted(set(phrases))),
            "traditional": _traditional(),
        },
        {"years": years, "mca": MCA_YEAR, "format": 1},
    )
