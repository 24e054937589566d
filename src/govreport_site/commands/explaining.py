"""The rules, for people who ask what one means."""

from __future__ import annotations

import argparse
import dataclasses
import difflib

from govreport_site.checks import CHECKS, Rule, rule_of
from govreport_site.commands.talk import put, put_json
from govreport_site.errors import UsageError


def run_explain(args: argparse.Namespace) -> int:
    """`govreport explain`: 0; raises UsageError for a rule that there is not."""
    rules = [_wanted(code) for code in args.codes] or list(CHECKS)
    for number, rule in enumerate(rules):
        if args.json:
            put_json(dataclasses.asdict(rule))
        elif not args.codes:
            put(f"{rule.code:<10} {rule.severity:<8} {rule.title_zh} · {rule.title_en}")
        else:
            put(("\n" if number else "") + _page(rule))
    return 0


def _wanted(code: str) -> Rule:
    if rule := rule_of(code):
        return rule
    known = [known.code for known in CHECKS]
    near = difflib.get_close_matches(code.upper(), known, n=3, cutoff=0.4) or known
    raise UsageError(f'there is no rule "{code}"; known: {", ".join(near)}')


def _page(rule: Rule) -> str:
    return (
        f"{rule.code} · {rule.severity} · {rule.scope}\n\n"
        f"{rule.title_zh}\n{rule.explanation_zh}\n\n"
        f"{rule.title_en}\n{rule.explanation_en}\n\nsource: {rule.source}"
    )
