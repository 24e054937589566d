"""Find where a body sits: its province, prefecture, county and township."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from govreport_site.model.place import Placing, Unit
    from govreport_site.reference.places import Account, Evidence

HELP = "Find where a body sits, with codes and years, from its name"
EPILOG = """examples:
  govreport place 厦门市翔安区大嶝街道办事处
  govreport place 长乐市 --year 2015
  govreport place 市教育局 --publisher 普宁市人民政府网
  govreport place 关口街道 --filing '湘公网安备 43018102000204号' --json
  govreport place --explain 新华街道          every reading of the name, and what it cost
  cut -f2 bodies.tsv | govreport place --json -

A name that fits several places is ambiguous: all of them are listed, none is picked. A row under
[places] in govreport.toml settles one by hand. Exit code 1 when some name was not placed."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names", nargs="+", metavar="NAME", help="name, title or issuer line; - reads lines"
    )
    parser.add_argument("--year", type=int, metavar="Y", help="year that the report is of")
    parser.add_argument("--publisher", metavar="P", help="site or source name: 翔安区")
    parser.add_argument("--url", metavar="URL", help="address where it was published")
    parser.add_argument("--title", metavar="T", help="title of the document")
    for option, what in (
        ("near", "a place named in the document"),
        ("filing", "a filing code of the page's footer, or a document number"),
        ("sibling", "the place of another report from the same source"),
    ):
        parser.add_argument(f"--{option}", action="append", default=[], metavar="TEXT", help=what)
    parser.add_argument("--json", action="store_true", help="print one JSON object a name")
    parser.add_argument(
        "--explain", action="store_true", help="show how each name was read and scored"
    )


def run(args: argparse.Namespace) -> int:
    """Print the place of each name; 1 when some name was not placed."""
    from govreport_site.commands.talk import put, put_json
    from govreport_site.config import load_config
    from govreport_site.reference.places import explain

    overrides = load_config(args.archive).places
    evidence = _evidence(args)
    placed = True
    for name in _names(args.names):
        placing, account = explain(name, year=args.year, evidence=evidence, overrides=overrides)
        placed = placed and placing.unit is not None
        if args.json:
            more = {"explanation": list(_account(account))} if args.explain else {}
            put_json({**as_json(name, placing), **more})
            continue
        put(name)
        for line in _lines(placing):
            put(f"  {line}")
        for line in _account(account) if args.explain else ():
            put(f"  {line}")
    return 0 if placed else 1


def _names(given: list[str]) -> Iterator[str]:
    for name in given:
        if name != "-":
            yield name
        else:
            yield from (line.strip() for line in sys.stdin if line.strip())


def _evidence(args: argparse.Namespace) -> Evidence:
    from govreport_site.reference.places import Evidence

    return Evidence(
        publisher=args.publisher,
        url=args.url,
        names=tuple(args.near),
        filings=tuple(args.filing),
        siblings=tuple(args.sibling),
        title=args.title,
    )


def as_json(name: str, placing: Placing) -> dict[str, Any]:
    """One name's object: `name`, `match`, the keys of `place`, level and department."""
    from govreport_site.reference.places import body_level, split_department

    unit = placing.unit
    return {
        "name": name,
        "match": placing.match,
        **_unit(unit),
        "level": body_level(name, unit),
        "department": split_department(name)[1],
        "candidates": [_unit(candidate) for candidate in placing.candidates],
        "evidence": list(placing.evidence),
    }


def _unit(unit: Unit | None) -> dict[str, Any]:
    keys = ("province", "prefecture", "county", "township", "zone")
    return {
        **{key: getattr(unit, key, None) for key in keys},
        "codes": {"mca": unit.codes.mca, "nbs": unit.codes.nbs}
        if unit
        else {"mca": None, "nbs": None},
        "slugs": list(unit.slugs) if unit else [],
        "valid_from": unit.valid_from if unit else None,
        "valid_to": unit.valid_to if unit else None,
    }


def _lines(placing: Placing) -> Iterator[str]:
    if placing.unit:
        yield from _described(placing.unit)
    yield f"match {placing.match}" + (f", by {', '.join(placing.evidence)}" * bool(placing.unit))
    if placing.match == "ambiguous":
        yield "the publisher, the address, a place in the document or a filing code would decide:"
        for candidate in placing.candidates:
            yield f"  {_chain(candidate)}  {'/'.join(candidate.slugs)}"
    elif placing.match == "none":
        yield "no place in the gazetteer fits; a row under [places] in govreport.toml settles it"


def _described(unit: Unit) -> Iterator[str]:
    yield _chain(unit)
    codes = [f"{system.upper()} {code}" for system, code in _codes(unit) if code]
    yield f"codes {', '.join(codes) or 'none'}; address {'/'.join(unit.slugs)}/"
    if unit.valid_from or unit.valid_to:
        yield f"under this name {unit.valid_from or '…'}–{unit.valid_to or 'now'}"


def _codes(unit: Unit) -> tuple[tuple[str, str | None], ...]:
    return (("mca", unit.codes.mca), ("nbs", unit.codes.nbs))


def _chain(unit: Unit) -> str:
    names = (unit.province, unit.prefecture, unit.county, unit.zone, unit.township)
    return " ".join(name for name in names if name)


def _account(account: Account) -> Iterator[str]:
    """How the name was read: the cleaned name, each candidate with its costs, what was asked."""
    from govreport_site.reference.places import unit_of

    yield f"read as {account.cleaned or '(nothing)'}"
    yield from account.notes
    for candidate in account.considered[:40]:
        why = "; ".join(f"{reason} +{cost:g}" for reason, cost in candidate.reading.why)
        unit = unit_of(candidate.reading, None)
        yield f"{candidate.cost:5.1f}  {_chain(unit)}{f'  ({why})' if why else ''}"
    for label, left in account.asked:
        yield f"asked {label}: {left} of the candidates fit"
