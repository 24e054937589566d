"""Whole pages in every header variant, and pages that only look like reports."""

from __future__ import annotations

import pytest

from tests.parse.page_texts import LOOKALIKES, PAGES, Page
from tests.parse.reading import lost, read


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_metadata_of_every_header_variant(page: Page) -> None:
    report = read(page.text)
    found = {
        "title": report.title,
        "kind": report.kind,
        "year": report.year,
        "published": report.published.value,
        "generated": report.generated.value,
        "signed": report.signed.value,
        "index": report.index_number,
        "number": report.document_number,
    }
    assert found == {key: getattr(page, key) for key in found}
    if page.issuer:
        assert report.issuer == page.issuer


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_character_of_a_page_is_lost(page: Page) -> None:
    assert not lost(page.text, read(page.text))


@pytest.mark.parametrize(("name", "text"), LOOKALIKES, ids=[name for name, _ in LOOKALIKES])
def test_pages_that_only_look_like_reports(name: str, text: str) -> None:
    report = read(text)
    assert report.kind == "other"
    assert not lost(text, report)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_chrome_is_not_in_the_body(page: Page) -> None:
    body = "".join(
        getattr(block, "text", "") for s in read(page.text).sections for block in s.blocks
    )
    for word in ("浏览次数", "附件下载", "分享:", "ICP备", "索引号", "责任编辑", "返回顶部"):
        assert word not in body


def test_a_title_is_not_repeated_in_the_body() -> None:
    for page in PAGES:
        for section in read(page.text).sections:
            for block in section.blocks:
                assert not page.title or getattr(block, "text", "") != page.title
