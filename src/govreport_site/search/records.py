"""What the search index is told of a report, and what it answers when it is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct, field


class SearchRecord(Struct, frozen=True):
    """One report as a reader of the site sees it: displayed text, masked where it must be."""

    url: str
    """Address relative to the site's root, `fujian/xiamen/2016-self-check/`."""
    title: str
    place: tuple[str, ...]
    """Names of the place, most general first; empty when the report is not placed."""
    place_slugs: tuple[str, ...]
    """Address segments of `place`, one for each name."""
    year: int | None
    kind: str
    form: str | None
    """Id of the statistical form, or None when the report has no tables."""
    level: str | None
    has_findings: bool
    date: str | None
    """Publish date as YYYY-MM-DD, or None."""
    sections: tuple[tuple[str, str, str], ...]
    """(anchor on the report's page, heading, text) in order; a line end in the text is a
    boundary that no match crosses."""


class SearchSource(Struct, frozen=True):
    """What is known of a report before its text is read."""

    url: str
    digest: str
    """Equal digests mean equal records; the text is loaded only when it differs."""
    place_slugs: tuple[str, ...]
    year: int | None
    load: Callable[[], SearchRecord | bytes]
    """The record, or what `packed` made of it: a caller that keeps those bytes saves the work."""

    @property
    def order(self) -> str:
        """Reports are numbered in this order, so that a place is a range of numbers."""
        return "\x01".join((*self.place_slugs, "\x00", f"{self.year or 0:04}", self.url))

    @property
    def key(self) -> bytes:
        """`order` as a roll keeps it: these sort alike."""
        return self.order.encode("utf-8", "surrogatepass")


class Change(Struct, frozen=True):
    """What is not as it was when the index was last brought up to date."""

    came: Sequence[SearchSource]
    """Reports that are new or changed, as they are now."""
    gone: Collection[str]
    """Addresses of reports that changed or are no more; others may be among them."""
    load: Callable[[str], SearchRecord | bytes]
    """Any other report by its address, should it not be in the index as it was."""
    whole: Callable[[], Iterable[SearchSource]]
    """All reports as they are now."""


class IndexStats(Struct, frozen=True):
    """What a run over the index did."""

    reports: int
    segments: int
    loaded: int
    """Reports whose text was read."""
    written: Mapping[str, bytes] = field(default_factory=dict)
    """sha256 of each file written by this run, by its path relative to the output folder."""
    removed: tuple[str, ...] = ()
    text_bytes: int = 0
    """UTF-8 bytes of the texts that were loaded."""
    index_bytes: int = 0
    """Bytes of the shards before base64, texts for the passages not counted."""
