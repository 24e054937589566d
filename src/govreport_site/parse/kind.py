"""What a page is: an annual report, a self-check on the year's openness plan, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from govreport_site.model import Issue, Kind
from govreport_site.parse.fold import plain
from govreport_site.parse.titles import TOPIC, Title, is_title

SHELL = 80
"""A page with fewer characters of text is an empty shell; the shortest real report seen has 300."""
_HEADLINE_OF_OTHERS: tuple[tuple[str, str], ...] = (
    ("plan", r".*要点(?!.{0,6}(?:落实|完成|执行|贯彻|自查|情况|总结|推进)).{0,12}"),
    (
        "plan",
        r".*(?:工作计划|工作安排|实施方案|工作方案|任务分解|任务分工|分工方案|重点任务|责任清单|考核.{0,8}(?:标准|细则|指标|方案|办法))(?:表)?.{0,8}",
    ),
    ("notice", r".*(?:通知|通报|函|意见|批复|决定|公告|通告|启事)(?:\(.{1,30}\))?"),
    (
        "guide",
        r".*(?:指南|须知|流程图?|目录|清单|一览表|汇总表?|制度汇编|平台|专栏|登记表|申请表|样表)(?:\(.{1,20}\))?",
    ),
    ("rules", r".*(?:制度|办法|规定|规则|细则|条例|规范|标准)(?:\(.{1,20}\))?"),
    (
        "interpretation",
        r".*(?:解读|图解|一图|读懂|看懂|图表版|图说|问答|漫画|亮点|回顾|观察|综述|评估报告|第三方评估|排名).*",
    ),
    ("template", r".*(?:格式|模板|范文|样本|范本|提纲|参考文本|培训|填报说明|编制说明|撰写).*"),
    (
        "news",
        r".*(?:召开|举行|举办|部署会|推进会|座谈会|培训会|培训班|发布会|开展.{0,20}(?:宣传|培训|检查)|圆满|顺利|首次|日前|近日|会议).*",
    ),
    (
        "news",
        r".{2,14}(?:发布|公布|晒出|亮出|公开发布|编制发布|印发|推出)(?:了)?(?:《|\d{4}年|(?:本|上)年度).*",
    ),
    (
        "news",
        r".*(?:年报|报告)》?(?:已|正式|全部|集中|按时)?(?:发布|出炉|公布|上线|公开|编制完成|公布情况|发布情况).*",
    ),
    ("part-year", r".*(?:上半年|下半年|[一二三四1234]季度|半年|\d{1,2}月份?(?!\d{0,2}日)).*"),
    (
        "other-report",
        r".*(?:法治政府|依法行政|政府网站(?:工作)?年度|网站(?:工作)?年(?:度|报)|绩效|预算|决算|政府工作报告|党务公开|村务公开|厂务公开|整改|考核|测评|社会评议|"
        r"依申请公开.{0,12}(?:情况|统计)表?|申请公开.{0,6}办理情况|行政执法|双公示|建议提案|新媒体|普查|抽查|三公).*",
    ),
    ("list", r".*(?:集中展示|专栏|情况说明|名单|展示平台)"),
    ("table", r".*(?:统计表|情况表|附表|汇总表?|报表)(?:\(.{1,20}\))?"),
)
_OTHERS = tuple((name, re.compile(pattern)) for name, pattern in _HEADLINE_OF_OTHERS)
_PLAIN_ANNUAL = re.compile(
    rf"(?:20\d\d年?度?|二[〇○零O0].{{2}}年度?)?(?P<body>[㐀-鿿A-Za-z()·、“”]{{0,44}}?)(?:关于)?(?:20\d\d年?度?|二[〇○零O0].{{2}}年度?)?(?:的|年度)?(?:政府|政务)?{TOPIC}"
    r"(?:工作)?(?:的)?(?:20\d\d年?度?)?(?:工作|情况)?(?:的)?(?:年度(?:工作)?报告|(?:年度?)?工作报告|年报|年度情况报告)"
    r"(?:\([^()]{1,24}\)|正文|全文)?"
)
_VERB = re.compile(
    r"发布|公布|晒出|亮出|印发|推出|召开|举行|举办|开展|读懂|看懂|图解|解读|编制|报送|做好|组织|部署|通过|完成|要求|向社会"
)
_SELF_CHECK = re.compile(
    rf".*(?:{TOPIC}|五公开|公开).*(?:自查|要点.{{0,12}}(?:情况|报告|总结)|落实情况|工作落实).*"
)
_ANNUAL = re.compile(
    rf".*{TOPIC}.*(?:年度(?:工作)?报告|年度?工作报告|年报|年度.{{0,12}}报告|报告).{{0,24}}"
)
_LEAD_ANNUAL = re.compile(
    rf"(?:{TOPIC}.{{0,16}}(?:年度报告|年报|工作报告)|本年度报告|本年报|统计(?:期限|时限)|(?:根据|按照).{{0,40}}信息公开条例.{{0,200}}报告)"
)
_LEAD_SELF_CHECK = re.compile(
    rf"(?:{TOPIC}|要点).{{0,40}}(?:自查|落实情况).{{0,60}}(?:报告|汇报|汇总|如下)"
)
_NEWS = re.compile(
    r"本报讯|新华社|.{0,20}(?:记者|通讯员|日电|讯)[(:,]|(?:日前|近日|昨日|今天)[,,]|"
    r"(?:20\d\d年)?(?:\d{1,2}月)?\d{1,2}日(?:上午|下午)?[,,]?[^。]{0,30}(?:召开|举行|举办|向社会(?:发布|公布))"
)
_MODEL = re.compile(
    r"20[xX×*]{2}年|[xX×]{2,3}(?:县|乡|镇|局|市|街道)|(?:汇编|精选|合集|范文)\d{1,3}篇"
)
_ARTICLES = re.compile(r"第[一二三四五六七八九十]{1,3}条")
_LEAD = 1500
"""Characters at the beginning that say what a text is."""
_GUIDE = re.compile(
    r"本指南|编制.{0,6}指南|申请人(?:应当|可以|需)|填写.{0,10}申请表|受理申请的机构|自(?:发布|印发)之日起施行"
)
_ANNOUNCES = re.compile(
    rf"(?:现将|现公布|现向社会公布|特向社会公[布开]|特编制|编制了?).{{0,50}}(?:20\d\d年|本年)度?.{{0,24}}{TOPIC}"
    r".{0,12}(?:年度报告|年报|工作报告|情况报告|工作情况).{0,16}(?:如下|公布|公开|予以|发布|[。:,])"
)
_ACCOUNT = re.compile(
    r"(?:全年|年度|20\d\d年|今年|截[至止]|以来|累计).{0,80}?(?:公开|收到|受理|发布|申请|复议)"
    r".{0,60}?(?:\d+(?:余|多)?(?:条|件|篇|次|个|份|期)|未|没有|无)"
)
_CORE_KEYS = frozenset(
    [
        "overview",
        "proactive",
        "on_request",
        "fees",
        "review",
        "problems",
        "interpretation",
        "consult",
    ]
)


class KindReading(Struct, frozen=True):
    """The kind, and why it is not an annual report where the title might suggest one."""

    kind: Kind
    issues: tuple[Issue, ...] = ()


def kind_of_title(title: str) -> Kind | None:
    """What a title alone says; None when it could head a report as well as another page."""
    text = plain(title).strip('《》“”"')
    annual = _PLAIN_ANNUAL.fullmatch(text)
    if annual and not _VERB.search(annual["body"]):
        return "annual"
    if any(pattern.fullmatch(text) for _, pattern in _OTHERS):
        return "other"
    if _SELF_CHECK.fullmatch(text):
        return "self-check"
    return "annual" if _ANNUAL.fullmatch(text) else None


def read_kind(
    title: Title | None,
    texts: Sequence[str],
    section_keys: Sequence[str],
    *,
    has_statistics: bool,
    titles_on_page: int,
) -> KindReading:
    """The kind of the page from its title, its text and its outline.

    `texts` are the lines of the body; `titles_on_page` counts different report titles, which a
    list of reports has many of.
    """
    said = kind_of_title(title.text) if title else None
    length = sum(len(t.strip()) for t in texts[:200])
    text = plain("".join(texts[:80])[:6000])
    lead = text[:_LEAD]
    core = len(_CORE_KEYS & set(section_keys))
    if said == "other":
        return KindReading("other")
    doubt = _doubt(lead, texts, core, length, has_statistics, titles_on_page)
    if doubt is not None:
        code, why = doubt
        return KindReading("other", (Issue(code, "warning", why, 1),))
    if said is not None:
        return KindReading(said)
    return KindReading(_kind_of_text(title, text, core, has_statistics))


def _doubt(
    lead: str, texts: Sequence[str], core: int, length: int, statistics: bool, titles: int
) -> tuple[str, str] | None:
    """Why the page is no report although its title may say so: code and sentence, or None."""
    if length < SHELL and not statistics:
        return (
            "empty-shell",
            f"found {length} characters of text, expected a report: the page may only link it",
        )
    if titles >= 4 and core < 2 and not statistics:
        return (
            "list-page",
            f"found the titles of {titles} reports and no report: a list, not a report",
        )
    if _MODEL.search(lead):
        return "model-text", "years and places are left open (20xx年, XX县): a model text"
    if core >= 2 or statistics:
        return None
    if _NEWS.match(lead) and length < 3000:
        return "news", "the text opens as a news item about a report, not as a report"
    articles = sum(1 for t in texts[:80] if _ARTICLES.match(plain(t[:12])))
    if articles >= 4:
        return "rules", f"found {articles} articles 第…条: rules, not a report"
    return None


def _kind_of_text(title: Title | None, text: str, core: int, statistics: bool) -> Kind:
    """The kind where the title does not decide: what the text accounts for, and how it opens."""
    lead = text[:_LEAD]
    if _GUIDE.search(text) and not statistics:
        return "other"
    if _LEAD_SELF_CHECK.search(lead) and not statistics and "年度报告" not in lead:
        return "self-check" if title is None or is_title(title.text) else "other"
    announces = any("通知" not in m[0] for m in _ANNOUNCES.finditer(lead))
    speaks = _LEAD_ANNUAL.search(lead) is not None or text.count("信息公开") >= 3
    accounts = core >= 3 or (core >= 2 and speaks)
    annual = statistics or announces or (accounts and _ACCOUNT.search(text) is not None)
    headline = title is not None and not title.complete and title.year is None
    return "annual" if annual and (not headline or core >= 3) else "other"
