"""What HTML elements mean for reading: which end a line, which never show, which hold a region."""

from __future__ import annotations

from typing import Final


def words(*lines: str) -> frozenset[str]:
    """The words of the lines, which are parted by spaces."""
    return frozenset(" ".join(lines).split())


INVISIBLE: Final = words("script style noscript noframes template title iframe")
"""Their text is never shown as part of the page; `title` is kept as a property."""

BLOCK: Final = words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset",
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li",
    "listing main menu nav ol optgroup option p plaintext pre search section summary table tbody",
    "tfoot thead tr td th caption ul xmp",
)
"""Elements whose start and end also end a line of text."""

REGION: Final = words(
    "article aside body center dd div dl fieldset footer form header li main menu nav ol p section",
    "span table td ul",
)
"""Elements that can hold the report, or the site's chrome."""

REGION_IF_MARKED: Final = frozenset({"p", "span", "li", "dd", "ul"})
"""Of these, only with a class or an id: some systems wrap the whole text in one of them."""

INERT: Final = frozenset({"span", "font", "b", "strong", "i", "em", "u"})
"""Elements that neither end a line nor do anything else by themselves: half of Word's markup."""

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}

PLAIN: Final = words(
    "a abbr acronym applet area audio b base basefont bdi bdo bgsound big blink br button canvas",
    "cite code col colgroup data datalist del dfn em embed font frame head html i iframe img",
    "input ins kbd label link map mark marquee meta meter nobr noframes noscript object output",
    "param path picture progress q rb rp rt rtc ruby s samp script select slot small source span",
    "strike strong style sub sup svg template textarea time title track tt u var video wbr",
)

KNOWN: Final = BLOCK | PLAIN

FRAMES: Final = {"iframe": "src", "frame": "src", "embed": "src", "object": "data"}
"""Elements that show another file, and the attribute that names it."""

CONTROLS: Final = frozenset({"button", "select", "datalist"})
"""Their text belongs to the page's machinery, not to the report."""

MARKUP_SAFE: Final = words(
    "class id style href src align valign width height color face size lang target name rel",
    "border bgcolor cellpadding cellspacing colspan rowspan type",
)
"""Attributes that never hold markup: a `</` in one of them is text that a lost quote took."""
