"""Bytes → `Document`: sniffing, decoding, and one extractor for each kind of file.

members(source)   the files in a container (zip, WARC, MHTML), or the file itself
extract(source)   the readable content of one file; InputError with a code when there is none
"""

from __future__ import annotations

from govreport_site.extract.containers import members
from govreport_site.extract.dispatch import EXTRACTORS, extract

__all__ = ["EXTRACTORS", "extract", "members"]
