"""Full-text search over a static archive: the index writer and its command-line reader.

The reader in the browser is `templates/assets/search.js`; both follow docs/search.md.
"""

from govreport_site.search.index import FOLDER, files_of, made_of, update_index, write_index
from govreport_site.search.records import Change, IndexStats, SearchRecord, SearchSource
from govreport_site.search.texts import packed

__all__ = [
    "FOLDER",
    "Change",
    "IndexStats",
    "SearchRecord",
    "SearchSource",
    "files_of",
    "made_of",
    "packed",
    "update_index",
    "write_index",
]
