"""HTML: lines, hidden text, headings, links, properties, and markup that is broken."""

import pytest

from govreport_site.errors import InputError
from govreport_site.model.document import Heading, Link, Paragraph
from tests.extract.making import LONG, page, read, removed, texts


def body(html: str) -> list[str]:
    return texts(read(page(html)))


def test_words_split_over_elements_are_joined() -> None:
    split = "<p class=MsoNormal>一、总<span>体</span>情<b>况</b><o:p></o:p></p>"
    date = "<p><span lang=EN-US>2016</span>年<font>12</font>月</p>"
    assert body(split + date) == ["一、总体情况", "2016年12月"]


def test_white_space_is_collapsed_and_a_wrapped_line_leaves_no_gap() -> None:
    assert body("<p>  政府\n   信息　公开 &nbsp; 2016\n  a </p>") == ["政府信息　公开   2016 a"]


def test_conditional_comments_of_word_are_not_text() -> None:
    html = (
        "<p>甲<!--[if gte mso 9]><xml>配置</xml><![endif]--><![if !supportLists]>1.<![endif]>乙</p>"
    )
    assert body(html) == ["甲1.乙"]


def test_a_short_break_stays_in_the_paragraph_and_a_long_line_ends_it() -> None:
    assert body("<h1>某县2016年<br>年度报告</h1>") == ["某县2016年\n年度报告"]
    assert body("<p>甲镇人民政府<br/>2017年1月3日</p>") == ["甲镇人民政府\n2017年1月3日"]
    assert body("<div>一、概述<br><br>正文。<br>二、公开</div>") == [
        "一、概述",
        "正文。",
        "二、公开",
    ]
    assert body(f"<td>{LONG * 2}<br>二、公开<br>{LONG * 2}</td>") == [
        LONG * 2,
        "二、公开",
        LONG * 2,
    ]


def test_headings_keep_their_level_unless_they_hold_the_text() -> None:
    document = read(page(f"<h2>一、概述</h2><p>正文</p><h4>{LONG * 6}</h4>"))
    assert document.blocks[0] == Heading("一、概述", 1, 2)
    assert isinstance(document.blocks[2], Paragraph)


def test_preformatted_lines_are_paragraphs() -> None:
    assert body(f"<pre>{LONG}{LONG}\n{LONG}{LONG}\n</pre>") == [LONG * 2, LONG * 2]


def test_lines_number_the_rendition() -> None:
    document = read(
        page("<h1>甲<br>乙</h1><p>丙，</p><table><tr><td>1<td>2<tr><td>3<td>4</table><p>丁")
    )
    assert document.lines == ("甲", "乙", "丙，", "1 | 2", "3 | 4", "丁")
    assert [block.line for block in document.blocks] == [1, 3, 4, 6]


@pytest.mark.parametrize(
    "attributes",
    [
        'style="display:none"',
        "style='DISPLAY: none;color:red'",
        'style="visibility : hidden"',
        "hidden",
        'style="font-size:0px"',
        'style="position:absolute;left:-9999px"',
        'style="text-indent:-9999px"',
        'style="mso-hide:all"',
    ],
)
def test_hidden_text_is_not_in_the_report(attributes: str) -> None:
    document = read(page(f"<div id=zoom><p>{LONG}甲<span {attributes}>博彩网址</span>乙</p></div>"))
    assert texts(document) == [f"{LONG}甲乙"]
    assert removed(document) == {"hidden": "博彩网址"}


def test_negative_margins_and_normal_sizes_hide_nothing() -> None:
    assert body("<p style='margin-left:-100px;font-size:0.8em;text-indent:-18pt'>甲，</p>") == [
        "甲，"
    ]


def test_a_block_without_a_font_size_only_closes_gaps() -> None:
    assert body("<div style='font-size:0'><p style='font-size:16px'>甲，</p></div>") == ["甲，"]


def test_a_text_that_waits_for_a_script_to_show_it_is_read() -> None:
    document = read(
        page(f"<p>首页</p><div style='display:none'><p>一、概述</p><p>{LONG * 8}</p></div>")
    )
    assert LONG * 8 in texts(document)
    assert [issue.code for issue in document.issues] == ["hidden-content"]


def test_scripts_styles_and_frames_fallbacks_are_not_text() -> None:
    html = (
        "<script>var 甲='<p>乙</p>'</script><style>丙{}</style><noscript>丁</noscript><p>戊，</p>"
    )
    assert body(html + "<template>己</template><iframe src='about:blank'>庚</iframe>") == ["戊，"]


def test_title_and_properties() -> None:
    head = (
        "<title> 某镇年报_某县政府 </title><meta name='ArticleTitle' content='某镇年报'>"
        "<meta property='og:title' content='甲'><meta name='PubDate' content='2017-01-03 16:00'>"
    )
    document = read(page("<p>正文，</p><svg><title>图</title></svg>", head))
    assert document.title == "某镇年报_某县政府"
    assert document.properties == (
        ("ArticleTitle", "某镇年报"),
        ("og:title", "甲"),
        ("PubDate", "2017-01-03 16:00"),
    )


def test_links_lead_to_files_and_have_a_line() -> None:
    html = (
        f"<p>{LONG}</p><p>附件：<a href='./P02.doc'>统计表.doc</a>"
        "<a href='javascript:go()'>打印</a><a href='mailto:a@b.cn'>邮</a>"
        "<a href='http://x.gov.cn/1.html'>解读</a></p>"
    )
    assert read(page(html)).links == (
        Link("统计表.doc", "./P02.doc", 2),
        Link("解读", "http://x.gov.cn/1.html", 2),
    )


def test_words_in_half_width_angle_brackets_are_put_back() -> None:
    document = read(page("<p>关于<通知>和<abc格式 样本>，见<<条例>>及 1<2。</p>"))
    assert texts(document) == ["关于<通知>和<abc格式 样本>，见<<条例>>及 1<2。"]
    assert [repair.rule for repair in document.repairs] == ["angle-brackets"]


def test_a_page_whose_text_stands_in_a_frame() -> None:
    document = read(page("<h1>年报</h1><iframe src='/pdfjs/viewer.html?file=/a/b.pdf'></iframe>"))
    (issue,) = document.issues
    assert (issue.code, issue.severity) == ("frame-elsewhere", "warning")
    assert "/a/b.pdf" in issue.message
    assert [link.target for link in document.links] == ["/pdfjs/viewer.html?file=/a/b.pdf"]
    frames = read(
        "<html><frameset cols='1,*'><frame src=left.htm><frame src=body.htm></frameset></html>"
    )
    assert ["body.htm" in issue.message for issue in frames.issues] == [False, True]


def test_a_page_that_is_a_picture() -> None:
    document = read(page("<h1>某镇2016年年报</h1><div id=zoom><p><img src=1.jpg></p></div>"))
    assert [issue.code for issue in document.issues] == ["image-body"]


def test_deep_nesting_is_read_to_the_end() -> None:
    for tag in ("div", "span", "table><tr><td", "ul><li", "font"):
        html = f"<{tag}>" * 5000 + "深处，" + f"<p>{LONG}</p>"
        assert body(html)[-1] == LONG


def test_an_unclosed_quote_costs_one_tag_and_not_the_rest() -> None:
    document = read(page(f"<p>一、概述</p><a href='x>链接</a><p>{LONG}</p><p>二、公开</p>"))
    assert texts(document)[-2:] == [LONG, "二、公开"]
    assert document.repairs[0].rule == "unclosed-tag"


def test_what_a_lost_quote_took_into_an_attribute_is_kept_aside() -> None:
    document = read(page(f'<p>{LONG}</p><p class="a>文字</p><p class="b">后面，</p>'))
    assert "文字" in removed(document)["swallowed-by-attribute"]


def test_an_unclosed_comment_and_an_unclosed_script() -> None:
    assert removed(read(page(f"<p>{LONG}</p><!-- <p>注释</p>"))) == {"unclosed-comment": "注释"}
    assert "脚本" in removed(read(page(f"<p>{LONG}</p><script>脚本")))["unclosed-script"]
    assert body(f"<p>{LONG}</p><textarea><p>尾，</p>") == [LONG, "尾，"]


def test_null_bytes_and_control_characters_in_pages() -> None:
    document = read(page(f"<p>{LONG}\0甲&#x200b;乙&#7;丙\u202e</p>"))
    assert texts(document) == [f"{LONG}甲乙丙"]
    assert [issue.code for issue in document.issues] == ["control-characters"]
    assert sorted(removed(document)["control-characters"]) == ["\0", "\x07", "\u200b", "\u202e"]


def test_entities_are_not_multiplied() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    bomb = f"<!DOCTYPE html [{entities}]><p>&b;&b;</p></html>"

    assert "aaaaaaaaaaaaaaa" not in "".join(body(bomb))


@pytest.mark.parametrize("tag", ["<p>x", "<br>", "<", "<td>a<td>b<tr>", "<a href='"])
def test_a_page_of_nothing_but_tags_is_refused(tag: str) -> None:
    with pytest.raises(InputError) as raised:
        read("<html>" + tag * 600_000)
    assert raised.value.code == "too-large"


def test_fragments_are_html_and_prose_about_tags_is_not() -> None:
    assert read(f"<div class='TRS_Editor'><p>{LONG}</p></div>").media_type == "text/html"
    assert read(f"一、概述 <br> 符号\n{LONG * 30}").media_type == "text/plain"


def test_a_page_without_a_word_is_refused() -> None:
    with pytest.raises(InputError) as raised:
        read(page("<div>&nbsp;</div>"))
    assert raised.value.code == "empty"
