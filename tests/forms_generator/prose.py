"""The words around the tables: header, sections and closing lines of a whole report."""

from __future__ import annotations

import random

from msgspec import Struct

BODIES = (
    "厦门市翔安区人民政府", "福州市闽侯县上街镇人民政府", "长沙市望城区市场监督管理局", "肥西县教育局",
    "石狮市民政局", "济南市历下区千佛山街道办事处", "海宁市盐官镇人民政府", "黄山市徽州区审计局",
    "江油市林业局", "遵义市红花岗区人民政府", "怀化市溆浦县人民政府", "昆山市周庄镇人民政府",
)  # fmt: skip
PREFIXES = ("XM02100-0101", "01425845-9", "12370305MB2887776R", "729206185", "K45899617")

OVERVIEW = (
    "{year}年，{body}深入贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外。",
    "（一）主动公开。全年主动公开政府信息{a}条，其中政策文件{b}条、财政信息{c}条。",
    "（二）依申请公开。全年收到政府信息公开申请{new}件，上年结转{carry}件，均按期答复。",
    "（三）政府信息管理。建立信息发布审核制度，落实“先审查、后公开”。",
    "（四）平台建设。优化门户网站栏目，维护政务新媒体账号{d}个。",
    "（五）监督保障。举办业务培训{d}次，未发生责任追究情形。",
)
PROBLEMS = (
    "一是公开内容不够丰富，二是政策解读形式单一，三是业务人员变动较频繁。",
    "下一步，将加强学习培训，拓展公开渠道，提高政府信息公开工作质量。",
)
OTHER = ("本年度未收取政府信息公开信息处理费，无其他需要报告的事项。", "无其他需要报告的事项。")


class Frame(Struct, frozen=True):
    """What surrounds the tables, and its truth."""

    title: str
    issuer: str
    year: int
    published: str
    index_number: str
    header: tuple[str, ...]
    lead: str


def make_frame(random_: random.Random, form: str) -> Frame:
    """A header in one of several printed shapes."""
    years = {"2021": (2021, 2024), "2019": (2019, 2020), "2014": (2014, 2018)}
    year = random_.randint(*years.get(form, (2009, 2013)))
    body = random_.choice(BODIES)
    title = f"{body}{year}年政府信息公开工作年度报告"
    published = f"{year + 1}-01-{random_.randint(4, 30):02}"
    index = f"{random_.choice(PREFIXES)}/{year + 1}-{random_.randint(1, 99999):05}"
    shapes = (
        (
            title,
            f"发布时间：{published} 10:{random_.randint(10, 59)} 来源：{body} 浏览次数： 字体：[大 中 小]",
        ),
        (f"索 引 号：{index}", f"发布机构：{body}", f"公文生成日期：{published}", title),
        (title, f"时间:{published} 来源:{body}"),
    )
    header = random_.choice(shapes)
    if index not in "".join(header):
        header = (f"索引号：{index}", *header)
    lead = (
        f"本报告根据《中华人民共和国政府信息公开条例》规定编制。报告所列数据的统计期限自{year}年1月1日起至"
        f"{year}年12月31日止。如有疑问，请与{body}办公室联系。"
    )
    return Frame(title, body, year, published, index, header, lead)


def overview(random_: random.Random, frame: Frame, new: int | None, carry: int | None) -> list[str]:
    """The first section's paragraphs; the request counts agree with the table."""
    return [
        line.format(
            year=frame.year,
            body=frame.issuer,
            a=random_.randint(30, 900),
            b=random_.randint(1, 30),
            c=random_.randint(1, 30),
            d=random_.randint(1, 9),
            new=new or 0,
            carry=carry or 0,
        )
        for line in OVERVIEW
    ]
