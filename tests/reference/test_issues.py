"""Every issue that reading can raise is explained."""

import re
from pathlib import Path

import govreport_site
from govreport_site.reference.issues import issue_meanings

ROOT = Path(govreport_site.__file__).parent
RAISED = re.compile(r'(?:Issue|\.doubt)\(\s*"([a-z-]+)"')


def test_every_code_in_the_source_is_explained() -> None:
    raised = {
        code
        for room in ("extract", "parse")
        for path in (ROOT / room).rglob("*.py")
        for code in RAISED.findall(path.read_text("utf-8"))
    }
    assert len(raised) > 20
    assert raised <= issue_meanings().keys()


def test_each_is_explained_in_both_languages() -> None:
    for meaning in issue_meanings().values():
        assert re.search("[一-鿿]", meaning.zh)
        assert meaning.en.endswith((".", ")"))
