"""The labels of page headers, what each one names, and where they stand in a line.

The list was gathered from the header blocks of government pages of all provinces, 2008–2025; a
label that is printed letter-spaced (`索 引 号`) or in traditional characters is the same label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from govreport_site.parse.fold import fold

Field = Literal[
    "index",
    "number",
    "published",
    "generated",
    "moment",
    "title",
    "issuer",
    "source",
    "other",
    "counter",
    "font",
    "share",
    "print",
]

FIELDS: dict[Field, str] = {
    "index": "索引号 信息索引号 信息索引 索引编号 索引 信息编号 索取号 信息索取号 编号",
    "number": "备注/文号 文号 发文字号 文件编号 公文文号 发文文号 文件文号 公文编号 文件字号 文件号 "
    "发文号 制发文号 文号/编号 信息文号 文书号 发文编号",
    "published": "发布时间 发布日期 发表时间 发表日期 公开日期 公开时间 公布日期 公布时间 "
    "信息发布时间 信息发布日期 文章发布时间 上网时间 上网日期 信息公开日期 发稿时间 发布于 "
    "发布时日期 上传时间 上传日期 添加时间 信息时间 首次发布时间 网站发布日期 提交时间 撰写时间",
    "generated": "生成日期 公文生成日期 成文日期 生成时间 成文时间 发文日期 发文时间 制发日期 "
    "产生日期 形成日期 印发日期 签发日期 信息生成日期 公文成文日期 制作日期 文件生成日期 "
    "公文日期 文件日期 信息产生日期 制定日期 颁布日期 印发时间",
    "moment": "时间 日期",
    "title": "名称 信息名称 标题 文件名称 公文名称 信息标题 文件标题 题名 公文标题 中文名",
    "issuer": "发布机构 发布机关 发文机关 发文机构 发文单位 发布单位 编制单位 公开单位 公开机构 "
    "制发机关 责任单位 公开主体 公开责任部门 信息提供单位 提供单位 供稿单位 发布部门 公开部门 "
    "信息公开机构 责任部门 制作机关 制发单位 发布单位名称 制作单位 信息提供部门 成文单位 "
    "信息发布机构 公开责任单位 所属机构 发布者单位 信息所属单位 制发机构 提供部门",
    "source": "来源 信息来源 文章来源 稿件来源 内容来源 稿源 来源单位 新闻来源 发布来源 资料来源",
    "other": "主题分类 信息分类 体裁分类 分类 类别 所属分类 主题词 关键词 关键字 文种 体裁 公开方式 "
    "公开形式 公开类别 公开范围 公开程度 公开属性 有效性 时效性 有效期 有效状态 效力状态 实效性 "
    "生效日期 生效时间 实施日期 施行日期 废止日期 失效日期 失效时间 终止日期 "
    "内容概述 内容摘要 概述摘要 信息格式 语种 "
    "信息格式/语种 生命周期 生命周期分类 服务对象 服务对象分类 作者 责任编辑 编辑 审核 审核人 "
    "签发 责编 信息员 撰稿 撰稿人 录入 录入人 发布人 发布者 初审 复审 终审 公开目录 所属目录 "
    "组配分类 信息类别 公文种类 行业分类 更新时间 更新日期 归档时间 修改时间 录入时间 公开时限 "
    "公开载体 载体类型 栏目 所属栏目 所在栏目 专题分类 主题 主题类别 体裁类别 更新频率 是否有效 "
    "文件状态 统一编号 统一登记号 规范性文件编号 登记号 标签 地区 摘要 存储方式 记录形式 "
    "效力 公开依据 信息有效性 有无附件 公开期限 组配 体载分类 标识 题材分类 题材 "
    "发布渠道 信息属性 行政职权 事项名称 责任人 来稿 摄影 签发人 目录编号 公文时效 "
    "核稿 校对 一审 二审 三审 用途 使用范围",
    "counter": "浏览次数 浏览量 浏览 点击数 点击次数 点击量 点击率 点击 访问次数 访问量 访问 "
    "阅读次数 阅读量 阅读 阅读数 浏览数 人气 累计次数 查看次数 阅读人数 浏览人数 查看 访问人数 "
    "累计浏览次数 已阅 点阅数 下载次数 页面访问量 本页浏览量 已浏览 观看次数",
    "font": "字体 字号 文字大小 字体大小 选择字号 字体显示 视力保护色 保护视力色 背景颜色 背景色 "
    "显示 字体颜色 正文字号 文字 大小 护眼色",
    "share": "分享 分享到 分享至 一键分享 分享本页 转发 收藏 分享本文到",
    "print": "打印 打印本页 关闭 朗读 语音播报",
}
"""Every label by what it names. `other` is metadata that the report file keeps only as printed;
`counter` to `print` is no metadata at all."""

DATE_FIELDS = frozenset({"published", "generated", "moment"})
CHROME_FIELDS = frozenset({"counter", "font", "share", "print"})

LABELS: dict[str, Field] = {
    name: field for field, names in FIELDS.items() for name in names.split()
}
STRONG = frozenset(
    ["索引号", "信息索引号", "信息索引", "备注/文号", "发文字号", "发布机构", "发布机关", "发文机关", "发布单位", "发文单位", "发文机构", "成文日期", "发布日期", "发布时间", "生成日期", "公文生成日期", "发文日期", "公开日期", "主题分类", "信息分类", "信息名称", "信息来源", "体裁分类", "文号", "名称", "生效日期", "废止日期", "关键词", "有效性", "公开方式", "公开单位", "有效期", "公开形式", "公开范围", "内容概述", "信息格式", "服务对象", "服务对象分类", "生命周期", "生命周期分类", "信息格式/语种", "主题词", "体裁", "公开时限", "公开类别", "公开目录", "语种", "分类", "组配分类", "文种", "标题", "浏览次数", "点击次数", "访问次数", "公开时间", "成文时间", "发布部门", "责任编辑", "公开属性"]
)
"""Labels that may stand without a separator: long, or never a word of a value."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label in a line: its field, and the half-open span of it with its separator."""

    name: str
    field: Field
    start: int
    end: int
    separated: bool
    """True when a colon or a bar stands between the label and its value."""


_READING = r"\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüê]{1,6}\)"
_GAP = rf"(?:{_READING})?\s{{0,6}}"


def _spaced(name: str) -> str:
    return _GAP.join(re.escape(c) for c in name)


_NAMES = sorted(LABELS, key=len, reverse=True)
_LABEL = re.compile(
    r"(?P<open>[\[(]\s{0,2})?(?P<name>" + "|".join(map(_spaced, _NAMES)) + r")"
    r"(?P<close>\s{0,3}[\])](?=\s{0,3}[:|]))?(?P<mark>\s{0,6}[:|]+)?"
)
_LONGEST_LINE = 1500


def find_labels(text: str) -> tuple[Label, ...]:
    """The labels of a header line, left to right.

    A label needs a separator unless it is a strong one and a label line it stands in: at the start
    of the line or of a cell, after white space, or right after another label or its value.
    """
    folded = fold(text[:_LONGEST_LINE])
    found = [_label(m) for m in _LABEL.finditer(folded)]
    separated = [f for f in found if f.separated]
    strong = [f for f in found if f.name in STRONG]
    bare_allowed = len(strong) >= 2 or (len(strong) == 1 and not separated)
    return tuple(f for f in found if f.separated or (bare_allowed and _bare(f, folded, found)))


def label_name(text: str) -> str | None:
    """The label that a whole cell or line consists of, with or without its separator; else None."""
    folded = "".join(fold(text).split()).strip("[]()•*·●■◆-").rstrip(":|")
    return folded if folded in LABELS else None


def _label(match: re.Match[str]) -> Label:
    start, printed = match.start("name"), match["name"]
    name = _clean(printed)
    last_gap = max(printed.rfind(" "), printed.rfind("\t"))
    if last_gap > 0 and _clean(printed[last_gap:]) in LABELS:
        # `政务信息 发布机构:` ends a value and begins a label; it is no `信息发布机构`.
        name, start = _clean(printed[last_gap:]), start + last_gap + 1
    elif match["open"] and match["close"]:
        start = match.start()
    return Label(name, LABELS[name], start, match.end(), match["mark"] is not None)


def _clean(printed: str) -> str:
    return "".join(re.sub(_READING, "", printed).split())


def _bare(label: Label, folded: str, found: list[Label]) -> bool:
    """True when a strong label without separator stands where a label may stand."""
    if label.name not in STRONG:
        return False
    if folded[label.start : label.end].strip() != folded[label.start : label.end]:
        return False
    before = folded[: label.start]
    touches = any(f.end == label.start for f in found)
    digit_before = before[-1:].isdigit()
    return not before.strip(" \t•*·●■◆-|") or before[-1:] in " \t|•·" or touches or digit_before
