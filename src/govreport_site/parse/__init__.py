"""Document → Report: metadata, outline, statistics, claims, and what was doubted."""

from govreport_site.parse.report import parse_document

__all__ = ["parse_document"]
