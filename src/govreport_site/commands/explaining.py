"""The rules, for people who ask what one means."""

from __future__ import annotations

import argparse
import difflib

from govreport_site.checks import CHECKS, Rule, rule_of
from govreport_site.commands.talk import put, put_json
from govreport_site.errors import UsageError
from govreport_site.reference.issues import IssueMeaning, issue_meanings
from govreport_site.reference.languages import Language
from govreport_site.reference.sentences import rule_words

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")


def run_explain(args: argparse.Namespace) -> int:
    """`govreport explain`: 0; raises UsageError for a rule that there is not."""
    everything: list[Rule | IssueMeaning] = [*CHECKS, *issue_meanings().values()]
    asked = [_wanted(code) for code in args.codes] or everything
    for number, one in enumerate(asked):
        if args.json:
            put_json(_record(one))
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
    zh, en = (rule_words(language)[one.code] for language in LANGUAGES)
    return f"{one.code:<24} {one.severity:<8} {zh.title} · {en.title}"


def _page(rule: Rule | IssueMeaning) -> str:
    if isinstance(rule, IssueMeaning):
        return f"{rule.code} · reading\n\n{rule.zh}\n\n{rule.en}"
    zh, en = (rule_words(language)[rule.code] for language in LANGUAGES)
    return (
        f"{rule.code} · {rule.severity} · {rule.scope}\n\n"
        f"{zh.title}\n{zh.meaning}\n\n{en.title}\n{en.meaning}\n\nsource: {rule.source}"
    )


def _record(one: Rule | IssueMeaning) -> dict[str, object]:
    if isinstance(one, IssueMeaning):
        return {"code": one.code, "zh": one.zh, "en": one.en}
    zh, en = (rule_words(language)[one.code] for language in LANGUAGES)
    return {
        "code": one.code,
        "severity": one.severity,
        "title_zh": zh.title,
        "title_en": en.title,
        "explanation_zh": zh.meaning,
        "explanation_en": en.meaning,
        "source": one.source,
        "scope": one.scope,
    }
