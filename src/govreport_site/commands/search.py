"""Search the built archive from the command line, with the index that the site carries."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from govreport_site.errors import UsageError

if TYPE_CHECKING:
    from govreport_site.search.answer import Answer, Hit

HELP = "Search the text of all reports in the built site"
EPILOG = """examples:
  govreport search 依申请公开                   substring search, best hits first
  govreport search 大嶝街道 2016               several terms must all occur
  govreport search '"政务公开 工作" -自查'      a phrase; without a term
  govreport search 复议 --place fujian/xiamen --year 2016 --json | jq '.hits[].url'

Full-width, upper case, traditional characters, spaces and punctuation make no difference.
Exit code 0 when something was found, 1 when nothing was."""

FILTERS = ("place", "year", "kind", "form", "level", "findings")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("query", nargs="+", metavar="QUERY", help="what to look for")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object a hit, one a line"
    )
    parser.add_argument(
        "--limit", type=_count, metavar="N", help="hits to show (10; all of them with --json)"
    )
    parser.add_argument(
        "--sort", choices=("relevance", "year", "oldest", "place"), default="relevance"
    )
    parser.add_argument("--place", metavar="ADDRESS", help="only here: fujian/xiamen")
    parser.add_argument("--year", type=_count, help="only reports of this year")
    parser.add_argument("--kind", help="annual, self-check or other")
    parser.add_argument("--form", help="id of a statistical form")
    parser.add_argument("--level", help="province, prefecture, county, township, …")
    parser.add_argument("--findings", choices=("0", "1"), help="1: only reports with findings")
    parser.add_argument("--site", type=Path, metavar="DIR", help="built site (default: site/)")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """Print the hits; 1 when there are none."""
    from govreport_site.commands.talk import Talk, put
    from govreport_site.search.answer import ask
    from govreport_site.search.query import Query, parse
    from govreport_site.search.state import FOLDER

    site = args.site or args.archive / "site"
    filters = {name: str(value) for name in FILTERS if (value := getattr(args, name)) is not None}
    if "place" in filters:
        filters["place"] = filters["place"].strip("/")
    query = " ".join(args.query)
    if parse(query) == Query((), ()) and not filters:
        raise UsageError(f"nothing to look for in {query!r}: give letters or digits, or a filter")
    limit = args.limit or (sys.maxsize if args.json else 10)
    answer = ask(site / FOLDER, query, limit=limit, order=args.sort, filters=filters)
    if args.json:
        put(json.dumps(_as_json(query, answer), ensure_ascii=False))
    else:
        for number, hit in enumerate(answer.hits, 1):
            put(_as_text(number, hit))
    Talk.of(args).say(_summary(answer))
    return 0 if answer.hits else 1


def _summary(answer: Answer) -> str:
    about = "" if answer.exact else "about "
    note = "; no report says these words, so the place they name answers" * answer.by_place
    reports = "1 report" if answer.count == 1 else f"{about}{answer.count} reports"
    return f"{reports}{note}"


def _as_json(query: str, answer: Answer) -> dict[str, Any]:
    return {
        "query": query,
        "count": answer.count,
        "exact": answer.exact,
        "by_place": answer.by_place,
        "hits": [_hit(hit) for hit in answer.hits],
    }


def _hit(hit: Hit) -> dict[str, Any]:
    record = asdict(hit.record)
    del record["sections"]
    return record | {"passages": [asdict(passage) for passage in hit.passages]}


def _as_text(number: int, hit: Hit) -> str:
    record = hit.record
    facts = [" ".join(record.place), str(record.year or ""), record.kind, record.url]
    lines = [f"{number}. {record.title}", "   " + " · ".join(fact for fact in facts if fact)]
    return "\n".join([*lines, *(f"   … {passage.text} …" for passage in hit.passages)])
