"""What the rules over tables mean, in plain words of both languages."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from govreport_site.model import Severity

_FORMS = "国办公开办函〔2021〕30号；2019–2020：国办公开办函〔2019〕60号"


class Wording(Struct, frozen=True):
    """The words about one rule."""

    code: str
    severity: Severity
    title_zh: str
    title_en: str
    explanation_zh: str
    explanation_en: str
    source: str


WORDING: tuple[Wording, ...] = (
    Wording(
        "T3-ID",
        "error",
        "申请数量勾稽关系",
        "Requests balance",
        "每一列中，本年新收与上年结转之和，等于本年度办理结果总计与结转下年度之和。",
        "In every column, requests received plus those carried in equal those handled plus those "
        "carried out.",
        f"表头所印勾稽关系（{_FORMS}）",
    ),
    Wording(
        "T3-SUM",
        "error",
        "办理结果分项之和",
        "Results add up",
        "每一列中，（七）总计等于（一）至（六）各项之和。",
        "In every column, total (7) is the sum of results (1) to (6).",
        f"表格结构（{_FORMS}）",
    ),
    Wording(
        "T3-ROW",
        "error",
        "申请人分类之和",
        "Applicants add up",
        "每一行中，总计等于自然人与五类法人或其他组织之和。",
        "In every row, the total is natural persons plus the five kinds of organisations.",
        f"表格结构（{_FORMS}）",
    ),
    Wording(
        "T4-SUM",
        "error",
        "复议诉讼结果之和",
        "Reviews and lawsuits add up",
        "复议、直接起诉、复议后起诉各组的总计，等于维持、纠正、其他结果与尚未审结之和。",
        "In each of the three groups the total is upheld plus corrected plus other plus pending.",
        f"表格结构（{_FORMS}）",
    ),
    Wording(
        "T2-INT",
        "error",
        "数字类型",
        "Numbers of the right kind",
        "件数应为非负整数，金额应为非负数，本年增减可带正负号。",
        "Counts are whole and not negative, amounts not negative; a change may have a sign.",
        f"表格指标定义（{_FORMS}）",
    ),
    Wording(
        "T2-19",
        "info",
        "公开总数不少于本年新公开数",
        "Published in total covers published this year",
        "2019年格式：对外公开总数量应不小于本年新公开数量。新公开多于新制作不算错误，可能公开了存量文件。",
        "Form of 2019: what is published in total is no less than what was newly published. More "
        "published than made is no error, since older documents may be opened.",
        "国办公开办函〔2019〕60号",
    ),
    Wording(
        "TO-SUM",
        "error",
        "旧版统计表分项之和",
        "Sums of the older tables",
        "2014年统计表：收到申请、办结、答复、复议、诉讼、人员等总数等于各分项之和；"
        "此前的省市报表：申请总数、答复总数、否决总数等于各分项之和。",
        "Table of 2014: requests, completions, answers, reviews, lawsuits and staff are the sums "
        "of their parts. Provincial returns: requests, answers and refusals are.",
        "国办发〔2014〕32号；省（市）政府信息公开统计制度",
    ),
    Wording(
        "TO-PART",
        "warning",
        "旧版统计表“其中”不大于总数",
        "Parts of the older tables",
        "“其中”项不应大于其所属的总数。不同渠道公开同一信息可重复统计，故渠道之和不作核对。",
        "A row printed as 其中 is no greater than the row it belongs to. Channels overlap, so "
        "their sum is not compared.",
        "国办发〔2014〕32号；省（市）政府信息公开统计制度",
    ),
    Wording(
        "C-EMPTY",
        "warning",
        "空白单元格",
        "Cells without a number",
        "表格中印为空白、“-”、“/”或“无”的单元格。空白不等于零；数量多时可能是未填报。",
        "Cells that print a blank, a dash, a slash or 无. A blank is not 0; many of them look like "
        "a table that was not filled in.",
        "空白不等于零（读取规则）",
    ),
    Wording(
        "C-RULE",
        "warning",
        "规章制定权",
        "Power to issue government rules",
        "只有国务院部门、省级和设区的市级政府可以制定规章；县、乡、街道及其部门填报规章数大于零，多为误填。",
        "Only ministries, provinces and cities with districts may issue 规章; a count above 0 from "
        "a county, township or their offices is most likely a mistake.",
        "立法法（2023年修正）第九十一条、第九十三条",
    ),
    Wording(
        "X-CARRY",
        "warning",
        "上年结转与上一年度结转下年一致",
        "Carried in as carried out",
        "本年“上年结转”应等于上一年度报告的“结转下年度继续办理”，逐列核对。申请人类别可能调整。",
        "Requests carried in equal those that the report of the year before carried out, column by "
        "column. Applicants may have been classified anew.",
        f"指标定义（{_FORMS}）",
    ),
    Wording(
        "X-VALID",
        "warning",
        "现行有效件数逐年衔接",
        "Documents in force from year to year",
        "现行有效件数＝上年现行有效＋本年制发－本年废止（2021年格式）。",
        "In force = in force the year before + issued − repealed (form of 2021).",
        "国办公开办函〔2021〕30号",
    ),
    Wording(
        "TXT-SIM",
        "info",
        "文字与上年雷同",
        "Words of the year before",
        "某一部分的文字与上一年度报告高度相同。",
        "A section's words are nearly those of the report of the year before.",
        "各地编制通知的要求：避免内容雷同",
    ),
    Wording(
        "H-ROLL",
        "info",
        "县级汇总与各单位之和",
        "A county and its bodies",
        "县级报告的数字应涵盖所属各单位。单位之和大于县级总数即有矛盾；小于时可能尚未收齐。",
        "A county's figures cover its bodies. More from the bodies than from the county is a "
        "contradiction; less may only mean that not all are in the archive.",
        "政府信息公开条例第四十九条",
    ),
)
"""In the order in which they are shown."""

PROSE_ZH: Mapping[str, tuple[str, str]] = {
    "P-T": (
        "文字与表格一致",
        "正文与表格所述同一数字（新收、结转、办结、复议、诉讼等）应当一致；约数与累计数不核对。",
    ),
    "P-SUM": (
        "分项之和等于总数",
        "句中先述总数、后述分项的，分项之和应等于总数，占比应与分项相符。",
    ),
    "C-YEAR": ("统计期限与标题年度一致", "统计期限应为标题所示年度的1月1日至12月31日。"),
    "C-PUB": ("发布不早于统计期末", "报告不应在统计期限届满前发布，也不应引用发布日之后的数据。"),
    "S-SEC": ("六个部分齐全", "2019年起报告应依次包含六个部分，各出现一次，编号连续。"),
    "S-5": ("问题与改进", "第五部分应写明存在的问题及改进情况，不应空白或仅写“无”。"),
    "S-6": ("信息处理费", "2021年起第六部分应说明收取信息处理费的情况；未收取也应说明。"),
    "TXT-PROMPT": ("未作答的提示语", "自查提纲中的“是否……”等提示语不应原样留在报告中。"),
    "TXT-BODY": ("自称与单位一致", "乡写作“我镇”、镇写作“我局”等，说明文字抄自其他单位。"),
    "TXT-LAW": ("法规引用正确", "条例、格式文件和收费办法的文号应引用正确。"),
    "TXT-TYPO": ("错别字", "已知的错字、漏字和重复词语；原文照录，仅作提示。"),
    "TXT-MARK": ("标点与缺字", "连续标点、引号括号不成对、数字缺失，说明该处有字符丢失。"),
}
"""Title and explanation in Chinese of the rules over the words of a report."""
