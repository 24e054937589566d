# ruff: noqa: E501  (whole sentences read better on one line)
"""Sentences with figures as reports print them, each with the claims it makes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec import Struct

BODIES = [
    "我镇",
    "我街道",
    "本机关",
    "我局",
    "县政府办公室",
    "区本级",
    "全乡",
    "大嶝街道",
    "市自然资源局",
    "本单位",
    "",
]
YEAR = 2021


class Claimed(Struct, frozen=True):
    """What a careful reader takes from a number."""

    key: str | None
    """Key, or None where any key will do."""
    value: float
    unit: str | None
    scope: str | None = None


class Sentence(Struct, frozen=True):
    """A sentence and its claims in order."""

    text: str
    claims: tuple[Claimed, ...]


def sentences(random: Random, count: int) -> Iterator[Sentence]:
    """Sentences of every maker in turn."""
    for n in range(count):
        yield MAKERS[n % len(MAKERS)](random)


def _n(r: Random, most: int = 4000) -> int:
    return r.choice([r.randrange(0, 20), r.randrange(0, most)])


def _printed(r: Random, value: int) -> str:
    """The number in one of its printed forms."""
    if value >= 1000 and r.random() < 0.2:
        return f"{value:,}"
    if r.random() < 0.1:
        return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f" {value} " if r.random() < 0.1 else str(value)


def _when(r: Random) -> tuple[str, str | None]:
    return r.choice([
        (f"{YEAR}年", "year"), ("今年以来，", "year"), ("全年", "year"), (f"{YEAR}年度，", "year"), ("本年度", "year"),
        ("截至12月31日，", f"as-of {YEAR}-12-31"), (f"截止{YEAR}年底，", f"as-of {YEAR}-12-31"), ("", None),
    ])  # fmt: skip


def _total(r: Random) -> Sentence:
    value, (when, scope) = _n(r), _when(r)
    verb = r.choice(
        [
            "主动公开政府信息",
            "共主动公开政府信息",
            "主动公开各类政府信息共",
            "累计主动公开政府信息",
            "公开政府信息",
            "主动公开信息",
            "发布各类信息共计",
            "主动公开政府信息数",
            "新增主动公开政府信息",
        ]
    )
    if "累计" in verb and scope is None:
        scope = "cumulative"
    text = f"{when}{r.choice(BODIES)}{verb}{_printed(r, value)}{r.choice(['条', '件', '条'])}。"
    unit = "件" if "件。" in text else "条"
    if "累计" in verb and scope and scope.startswith("as-of"):
        scope = None if "年底" not in when else scope
        return Sentence(text, (Claimed("proactive.published", value, unit),))
    return Sentence(text, (Claimed("proactive.published", value, unit, scope),))


def _channels(r: Random) -> Sentence:
    a, b, c = _n(r), _n(r), _n(r)
    text = f"通过政府网站公开政府信息{_printed(r, a)}条，政务微博公开{_printed(r, b)}条，微信公众号发布信息{_printed(r, c)}条。"
    return Sentence(text, (
        Claimed("proactive.published_online", a, "条"), Claimed("proactive.published_weibo", b, "条"),
        Claimed("proactive.published_wechat", c, "条")))  # fmt: skip


def _parts(r: Random) -> Sentence:
    a, b, c = _n(r, 99), _n(r, 99), _n(r, 99)
    total = a + b + c
    opening = r.choice(["，其中，", "，其中：", "(", "，其中"])
    closing = ")" if opening == "(" else ""
    mark = r.choice(["，", "；", "、"])
    text = f"{YEAR}年主动公开政府信息{total}条{opening}机构职能类{a}条{mark}政策法规类信息{b}条{mark}其他类{c}条{closing}。"
    return Sentence(text, (
        Claimed("proactive.published", total, "条", "year"), Claimed(None, a, "条", "year"),
        Claimed(None, b, "条", "year"), Claimed(None, c, "条", "year")))  # fmt: skip


def _requests(r: Random) -> Sentence:
    value, (when, scope) = _n(r, 300), _when(r)
    form = r.choice(
        [
            "收到政府信息公开申请{}件",
            "共受理政府信息公开申请{}件",
            "收到依申请公开政府信息{}件",
            "共收到公民、法人和其他组织提出的信息公开申请{}件",
            "新收政府信息公开申请{}件",
            "依申请公开政府信息{}件",
            "接到信息公开申请{}宗",
            "收到申请{}件",
        ]
    )
    text = f"{when}{r.choice(BODIES)}{form.format(_printed(r, value))}，均已按时答复。"
    unit = "宗" if "宗" in form else "件"
    return Sentence(text, (Claimed("requests.new", value, unit, scope),))


def _results(r: Random) -> Sentence:
    new, carried, a, b, c, d, e = (_n(r, 200) for _ in range(7))
    text = f"上年结转{carried}件，本年新收政府信息公开申请{new}件，其中予以公开{a}件，部分公开{b}件，不予公开{c}件，无法提供{d}件，结转下年度继续办理{e}件。"
    return Sentence(text, (
        Claimed("requests.carry_in", carried, "件"), Claimed("requests.new", new, "件"),
        Claimed("requests.r1", a, "件"), Claimed("requests.r2", b, "件"), Claimed("requests.r3", c, "件"),
        Claimed("requests.r4", d, "件"), Claimed("requests.carry_out", e, "件")))  # fmt: skip


def _answered(r: Random) -> Sentence:
    a, b, rate = _n(r, 99), _n(r, 99), r.choice([100, 98, 95])
    text = f"全年共收到政府信息公开申请{a}件，已答复{b}件，按时答复率{rate}%。"
    return Sentence(
        text,
        (
            Claimed("requests.new", a, "件", "year"),
            Claimed("requests.answered", b, "件", "year"),
            Claimed("rate.on_time", rate, "%", "year"),
        ),
    )


def _review(r: Random) -> Sentence:
    a, b = _n(r, 30), _n(r, 30)
    form = r.choice(
        [
            "因政府信息公开引起的行政复议{}件，行政诉讼{}件。",
            "全年行政复议{}起，行政诉讼{}起。",
            "被申请行政复议{}件，被提起行政诉讼{}件。",
            "发生政府信息公开类行政复议{}宗、行政诉讼{}宗。",
        ]
    )
    unit = "起" if "起，" in form and "起的" not in form else "宗" if "宗" in form else "件"
    return Sentence(
        form.format(a, b),
        (Claimed("review.reconsideration", a, unit), Claimed("review.litigation", b, unit)),
    )


def _fees(r: Random) -> Sentence:
    a = r.choice([0, 0, _n(r)])
    form = r.choice(
        [
            "依申请公开政府信息收费{}元。",
            "共收取信息处理费{}元。",
            "政府信息公开收取费用{}元。",
            "收费{}元。",
        ]
    )
    return Sentence(form.format(a), (Claimed("fees.amount", a, "元"),))


def _cumulative(r: Random) -> Sentence:
    a, b = _n(r), _n(r)
    text = f"{YEAR}年，{r.choice(BODIES)}主动公开政府信息{a}条，历年累计主动公开政府信息{b}条。"
    return Sentence(
        text,
        (
            Claimed("proactive.published", a, "条", "year"),
            Claimed("proactive.published", b, "条", "cumulative"),
        ),
    )


def _vague(r: Random) -> Sentence:
    a = r.choice([30, 100, 200, 1500])
    word = r.choice(["余", "多"])
    return Sentence(
        f"{YEAR}年共主动公开政府信息{a}{word}条。",
        (Claimed("proactive.published", a, "条", "year"),),
    )


def _myriad(r: Random) -> Sentence:
    tenths = r.randrange(11, 99)
    text = f"全年主动公开政府信息{tenths / 10}万条，投入经费{tenths / 10}万元。"
    return Sentence(
        text,
        (
            Claimed("proactive.published", tenths * 1000, "条", "year"),
            Claimed(None, tenths / 10, "万元", "year"),
        ),
    )


def _staff(r: Random) -> Sentence:
    a, b = r.randrange(1, 9), r.randrange(1, 9)
    text = r.choice(
        [
            f"配备专职工作人员{a}名，兼职工作人员{b}名。",
            f"现有专职人员{a}人、兼职人员{b}人。",
            f"安排了{a}名专职工作人员和{b}名兼职人员。",
        ]
    )
    unit = "人" if "人、" in text else "名"
    return Sentence(text, (Claimed("staff.fulltime", a, unit), Claimed("staff.parttime", b, unit)))


def _training(r: Random) -> Sentence:
    a, b, c = r.randrange(1, 30), r.randrange(1, 30), r.randrange(20, 900)
    text = r.choice(
        [
            f"召开工作会议{a}次，举办培训班{b}期，培训{c}人次。",
            f"全年召开政府信息公开专题会议{a}次，组织培训{b}次，参加培训人员{c}人次。",
        ]
    )
    unit = "期" if "班" in text else "次"
    return Sentence(
        text,
        (
            Claimed("meetings.count", a, "次"),
            Claimed("training.sessions", b, unit),
            Claimed("training.attendees", c, "人次"),
        ),
    )


def _consult(r: Random) -> Sentence:
    a, b, c = _n(r), _n(r), _n(r)
    text = f"接受网上咨询{a}人次，电话咨询{b}人次，接待现场来访{c}人次。"
    return Sentence(
        text,
        (
            Claimed("consult.online", a, "人次"),
            Claimed("consult.phone", b, "人次"),
            Claimed("consult.visits", c, "人次"),
        ),
    )


def _interpretation(r: Random) -> Sentence:
    a, b, c = _n(r, 99), _n(r, 20), _n(r, 20)
    text = f"发布政策解读材料{a}篇，召开新闻发布会{b}场，开展在线访谈{c}期。"
    return Sentence(
        text,
        (
            Claimed("interpretation.published", a, "篇"),
            Claimed("interpretation.press_conferences", b, "场"),
            Claimed("interpretation.interviews", c, "期"),
        ),
    )


def _documents(r: Random) -> Sentence:
    a, b, c = _n(r, 30), _n(r, 9), _n(r, 99)
    text = f"{YEAR}年制发行政规范性文件{a}件，废止{b}件，现行有效{c}件。"
    return Sentence(
        text,
        (
            Claimed("proactive.normative_documents.made", a, "件"),
            Claimed("proactive.normative_documents.repealed", b, "件"),
            Claimed("proactive.normative_documents.in_force", c, "件"),
        ),
    )


def _unrelated(r: Random) -> Sentence:
    a, b = r.randrange(1, 900), r.randrange(1, 900)
    text = r.choice(
        [
            f"更新办事指南{a}项，公开栏{b}个。",
            f"办理民政事务{a}件，家电下乡{b}件。",
            f"处罚结案案件{a}起，公示企业{b}家。",
        ]
    )
    units = {"更": ("项", "个"), "办": ("件", "件"), "处": ("起", "家")}[text[0]]
    return Sentence(text, (Claimed(None, a, units[0]), Claimed(None, b, units[1])))


def _none(r: Random) -> Sentence:
    text, keys = r.choice([
        (f"{YEAR}年我镇未收到政府信息公开申请。", ("requests.new",)),
        ("全年没有收到任何形式的依申请公开。", ("requests.new",)),
        ("本年度未发生因政府信息公开引起的行政复议、行政诉讼。", ("review.reconsideration", "review.litigation")),
        ("没有因政府信息公开被申请行政复议或提起行政诉讼。", ("review.reconsideration", "review.litigation")),
        ("我局未收取任何费用。", ("fees.amount",)),
        ("未接到相关举报投诉。", ("complaints.count",)),
        ("无依申请公开政府信息情况。", ("requests.new",)),
        ("全年无行政复议案件。", ("review.reconsideration",)),
    ])  # fmt: skip
    return Sentence(text, tuple(Claimed(k, 0, None) for k in keys))


def _no_claim(r: Random) -> Sentence:
    a = r.randrange(2, 400)
    text = r.choice([
        f"根据《条例》第{a}条和国办发〔{YEAR}〕{a}号文件要求。", f"自{YEAR}年1月1日起至12月31日止。", f"电话：0592-70{a + 10000}，邮编：361{a % 1000:03}。",
        f"在{a % 20 + 1}个工作日内答复。", "深入推进“五公开”，落实三审三校制度。", "如不服答复，可以依法申请行政复议或提起行政诉讼。",
        "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请。", "一是加强领导；二是健全制度；三是强化监督。", "坚持“公开为常态、不公开为例外”。",
        f"拨打12345热线，登录http://www.xm.gov.cn/t{a}条.html查询。", f"第{a}期培训班，第三次会议。", "收到申请后认真办理，按规定收取费用。",
        "每季度召开一次专题会议，每周至少发布一条信息。", "一件事一次办，最多跑一次。", "由六个部分组成。", "提高认识，进一步完善三项制度。",
    ])  # fmt: skip
    return Sentence(text, ())


MAKERS = (
    _total, _channels, _parts, _requests, _results, _answered, _review, _fees, _cumulative, _vague,
    _myriad, _staff, _training, _consult, _interpretation, _documents, _unrelated, _none, _no_claim,
)  # fmt: skip
