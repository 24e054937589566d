"""Words by which government content management systems mark the report and the chrome around it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from govreport_site.extract.html.tags import words

CONTENT: Final = words(
    # gov.cn and its template, TRS (拓尔思), 开普 UCAP/IVS, 博达 VSB, 大汉 JIS/jpage, 动易 EasySite,
    # 南威, 方正翔宇, 中科汇联, SiteServer, PHPCMS, DedeCMS, Jeecms
    "ucap-content ivs_content ivs-content pages_content zoom zoomcon zoomcontent trs_editor ",
    "trs_editor_view trs_ueditor trs_paper_default trs_uditor trs_preappend trs_web trs_word ",
    "v_news_content vsb_content vsb_newscontent easysite-news-text easysite-news-content ",
    "article-content article_content articlecontent article-con article_con articlecon ",
    "articlebody article-body article_body article-text article_text article_txt articletext ",
    "news_content news-content newscontent newstext news_text news_txt newsinfo_content ",
    "detail-content detail_content detailcontent detail_con detail-con xxgk-detail xxgk_detail ",
    "xxgkdetail xxgk_content xxgk-content xxgkcontent xl_content xl-content xlcontent xl_con ",
    "contxt con_txt con-txt txt_con text_con textcon txtcontent textcontent text_content ",
    "bt-article bt_article bt_content bt-content gsj_content info_content info-content ",
    "infocontent info_con infodetail info_detail info-detail wp_articlecontent wzcon wz_content ",
    "zwcontent zw_content zw-content zwxl-article zwnr zhengwen maintext main_text main-txt ",
    "content_text content-text content_txt content_body content-body contentbody content_detail ",
    "content-detail contentdetail content_con content_article artical artical_con art_con ",
    "art_content art-content artcontent art_con_main articlezoom rich_media_content rich-text ",
    "richtext printcontent print-content print_content printarea print_area print-area ",
    "bodycontent p_content post_content entry-content ueditor_content ueditor gk_content gkcontent",
    "",
    "scroll_cont nr_content nrcontent wenzhang wznr j-fontcontent jfontcontent fontzoom ",
    "mainbody docdetail doc-content doccontent js_content",
)

GENERIC: Final = words(
    "content article main con detail details view text txt nr neirong conts cont contain container",
    "",
    "main_content maincontent main-content article-main article_main center_content contents ",
    "xxgk zwgk list_content right_content rightcontent conright con_right",
)
"""Names that some systems give to the text and others to the whole page."""

CHROME: Final = {
    "navigation": words(
        "nav navbar navi navigation mainnav topnav nav_main menu mainmenu top_menu sidebar side ",
        "leftnav left_nav leftmenu left_menu leftbar subnav sub_nav submenu tabs tab_nav ",
        "channel channels lanmu column_nav pagination page_nav pager prevnext prev_next ",
        "related relation xgxx relnews related_news tuijian recommend hotnews sitemap ",
        "friendlink friendlinks friend_link links yqlj",
    ),
    "breadcrumb": words(
        "breadcrumb breadcrumbs crumb crumbs bread mbx mianbaoxie position curposition location ",
        "current_position currentposition dqwz dqw nowplace weizhi wz_nav site_path path ",
        "address_nav",
    ),
    "header": words(
        "header head top topbar top_bar banner logo toplogo topbox site_top sitetop header_top ",
        "hd login register wza barrierfree toolbar_top",
    ),
    "footer": words(
        "footer foot bottom footbox foot_box bottombox site_footer sitefooter copyright ",
        "copy_right footer_main ft bq banquan",
    ),
    "share": words(
        "share share-box share_box sharebox bdsharebuttonbox bdshare bshare bshare-custom ",
        "social-share jiathis_style fenxiang fx share-component qrcode qr_code ewm erweima ",
        "ewmbox sys share_con gwds_wrap wzewm",
    ),
    "control": words(
        "search searchbox search_box search-box ss toolbar tools tool print printbtn dayin ",
        "font-size fontsize fontsizebox zihao closebtn backtop back_top gotop totop float ",
        "floatbox popup dialog modal mask",
    ),
}

CHROME_REASONS: Final = {name: reason for reason, names in CHROME.items() for name in names}


def is_content_mark(name: str) -> bool:
    """Whether a class name or id is one by which a known system marks the text."""
    return name in CONTENT or name.startswith("vsb_content")


@lru_cache(maxsize=4096)
def is_known_mark(marks: str) -> bool:
    """Whether one of the names says what the element is."""
    return any(
        is_content_mark(name) or name in GENERIC or name in CHROME_REASONS for name in marks.split()
    )


LABELS: Final = words(
    "索引号 索引编号 信息索引号 信息索引 发文字号 文号 文件编号 公文字号 备注/文号",
    "发文号 文件号 发布机构 发文机关 发文机构 发文单位 发布单位 公开机构 公开单位",
    "公开主体 公开责任部门 制发机关 信息来源 来源 文章来源 信息提供 供稿单位 责任部门",
    "所属单位 撰写单位 公文生成日期 生成日期 生成时间 成文日期 成文时间 形成日期",
    "发布日期 发布时间 发表日期 发表时间 发文日期 发文时间 公开日期 公开时间 印发日期",
    "更新时间 更新日期 录入时间 添加时间 上传时间 创建时间 登记日期 时间 日期 信息名称",
    "文件名称 公文名称 名称 标题 信息标题 文件标题 主题分类 信息分类 分类 公开类别",
    "信息类别 所属类别 主题词 主题 关键词 体裁分类 体裁 组配分类 公文种类 服务对象分类",
    "服务对象 文种 公开方式 公开形式 公开时限 公开期限 公开范围 公开属性 公开程序",
    "有效性 时效性 时效 效力状态 有效期 废止日期 失效日期 生效日期 施行日期 是否有效",
    "信息有效性 内容概述 概述 摘要 载体类型 浏览次数 浏览量 点击数 点击次数 点击率",
    "点击 访问量 访问次数 阅读次数 阅读量 阅读 浏览 作者 责任编辑 编辑 审核 发布人",
    "发布者 稿源",
)
"""Labels of a page's own metadata, their inner spaces taken out."""

_ALTERNATIVES: Final = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
LABEL_WITH_COLON: Final = re.compile(f"(?:{_ALTERNATIVES})[〗】\\]]?[:：|]")
LABEL_ALONE: Final = re.compile(f"[【\\[〖•·\\-]?(?:{_ALTERNATIVES})[】\\]〗]?[:：]?")
INDEX_NUMBER: Final = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9-]{0,40}/\d{4}-\d{4,7}|[A-Z]{2}\d{5}-\d{4}-\d{4}-\d{5}"
)
DATE: Final = re.compile(r"(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?")
"""With the white space taken out; both stand for metadata whose labels were lost."""
FOOTER_WORDS: Final = re.compile(
    "版权所有|ICP备|公网安备|公安备|网站标识码|主办单位|主办：|承办单位|承办：|技术支持|网站地图|"
    "Copyright|建议使用|最佳浏览|涉密文件"
)
PATH_WORDS: Final = re.compile(
    "(?:当前|所在|现在)(?:的)?位置|^首页\\s{0,4}[>＞›»/]|>\\s{0,4}>|[>＞›»]\\s{0,4}正文"
)
ATTACHMENT: Final = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|rtf|zip|rar|7z|csv|txt)(?:$|[?#&])", re.I
)
