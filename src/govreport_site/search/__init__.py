"""Full-text search over a static archive: the index writer and its command-line reader.

The reader in the browser is `templates/assets/search.js`; both follow docs/search.md.
"""

from govreport_site.search.index import FOLDER, write_index
from govreport_site.search.records import IndexStats, SearchRecord, SearchSource
from govreport_site.search.texts import packed

__all__ = ["FOLDER", "IndexStats", "SearchRecord", "SearchSource", "packed", "write_index"]
