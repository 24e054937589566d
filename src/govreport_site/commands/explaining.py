"""The rules, for people who ask what one means."""

from __future__ import annotations

import argparse
import difflib

from msgspec.structs import asdict

from govreport_site.checks import CHECKS, Rule, rule_of
from govreport_site.commands.talk import put, put_json
from govreport_site.errors import UsageError
from govreport_site.reference.issues import IssueMeaning, issue_meanings


def run_explain(args: argparse.Namespace) -> int:
    """`govreport explain`: 0; raises UsageError for a rule that there is not."""
    everything: list[Rule | IssueMeaning] = [*CHECKS, *issue_meanings().values()]
    asked = [_wanted(code) for code in args.codes] or everything
    for number, one in enumerate(asked):
        if args.json:
            put_json(asdict(one))
        elif not args.codes:
            put(_line(one))
        else:
            put(("\n" if number else "") + _page(one))
    return 0


def _wanted(code: str) -> Rule | IssueMeaning:
    found = rule_of(code) or issue_meanings().get(code.lower())
    if found:
        return found
    known = [*(rule.code for rule in CHECKS), *issue_meanings()]
    near = difflib.get_close_matches(code, known, n=3, cutoff=0.4)
    hint = f"; did you mean {', '.join(near)}?" if near else ";"
    raise UsageError(f'there is no code "{code}"{hint} `govreport explain` lists them all')


def _line(one: Rule | IssueMeaning) -> str:
    if isinstance(one, IssueMeaning):
        return f"{one.code:<24} reading  {one.zh} · {one.en}"
    return f"{one.code:<24} {one.severity:<8} {one.title_zh} · {one.title_en}"


def _page(rule: Rule | IssueMeaning) -> str:
    if isinstance(rule, IssueMeaning):
        return f"{rule.code} · reading\n\n{rule.zh}\n\n{rule.en}"
    return (
        f"{rule.code} · {rule.severity} · {rule.scope}\n\n"
        f"{rule.title_zh}\n{rule.explanation_zh}\n\n"
        f"{rule.title_en}\n{rule.explanation_en}\n\nsource: {rule.source}"
    )
