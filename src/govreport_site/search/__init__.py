"""Full-text search over a static archive: the index writer and its command-line reader.

`index` writes, `answer` reads, `state` tells what stands. The reader in the browser is
`templates/assets/search.js`; all follow docs/search.md. Nothing is imported here, since a build in
which nothing changed only asks `state`.
"""
