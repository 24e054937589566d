# ruff: noqa: E501  (whole sentences read better on one line)
"""Personal data as offices print it, and numbers and words that only look like it.

Written from the forms and notices themselves, without a look at the finder: what is planted here
is known, and so is what must stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from random import Random

from msgspec import Struct

SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴"
    "夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严"
    "牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫"
)
GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玉萍红鹏辉健玲俊浩宇晨曦欣怡佳琪梓涵子轩雨桐思远志国建华文斌学礼"
    "德胜春生福来银贵长青永康立新友谊泽民少峰景行若水清源晓东小红大勇一鸣三思世昌仲谋季常金凤彩云月娥淑珍惠兰美玲翠花"
)
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "慕容", "夏侯", "东方", "尉迟")
OFFICES = (
    "党政办公室",
    "办公室",
    "政务公开科",
    "信息公开办",
    "综合科",
    "行政审批局",
    "电子政务中心",
    "法规科",
    "党政综合办",
)
PLACES = (
    "海沧区",
    "洋里乡",
    "灌口镇",
    "集美街道",
    "永春县",
    "鼓楼区",
    "和平镇",
    "高山镇",
    "安溪县",
    "龙门镇",
    "白沙镇",
    "文昌街道",
)
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


class Sample(Struct, frozen=True):
    """A text, and what in it is a person's."""

    text: str
    told: tuple[tuple[str, str], ...]
    """(kind, as printed); nothing of it may be read anywhere after masking."""

    @property
    def kind(self) -> str:
        """Of what it was made for."""
        return self.told[0][0]


def secrets_of(samples: Iterable[Sample]) -> list[str]:
    """Everything that must not be read, once each."""
    return list(dict.fromkeys(secret for sample in samples for _, secret in sample.told))


def name(r: Random) -> str:
    """A name as it is usual in offices: two or three characters, now and then four."""
    if r.random() < 0.04:
        return r.choice(COMPOUND) + "".join(r.sample(GIVEN, r.choice((1, 2))))
    return r.choice(SURNAMES) + "".join(r.sample(GIVEN, r.choice((1, 2, 2, 2))))


# ------------------------------------------------------------------ identity numbers


def identity18(r: Random) -> str:
    """GB 11643: region, birth, sequence, and the check character of ISO 7064 MOD 11-2."""
    region = r.choice(
        ("110101", "350205", "430181", "445281", "510104", "650102", "330782", "231121")
    )
    born = date(1938, 1, 1) + timedelta(days=r.randrange(26000))
    first = f"{region}{born:%Y%m%d}{r.randrange(1000):03}"
    total = sum(int(d) * (2 ** (17 - i) % 11) for i, d in enumerate(first))
    return first + "0123456789X"[(12 - total % 11) % 11]


def identity15(r: Random) -> str:
    """The older form: a year of two digits, no check character."""
    return (n := identity18(r))[:6] + n[8:17]


def identity(r: Random) -> Sample:
    old = r.random() < 0.25
    number = identity15(r) if old else identity18(r)
    cuts = (6, 12) if old else (6, 14)
    parts = (number[: cuts[0]], number[cuts[0] : cuts[1]], number[cuts[1] :])
    fours = " ".join(number[i : i + 4] for i in range(0, len(number), 4))
    printed = r.choice((
        number, number, number, number.lower(), number.translate(WIDE), " ".join(parts),
        "-".join(parts), "－".join(parts), fours, " ".join(number) if not old else number,
    ))  # fmt: skip
    who = name(r)
    frames = (
        "身份证号码：{}", "身份证号：{}。", "身份证：{}", "公民身份号码{}", "居民身份证号 {}", "身份证件号码为{}，",
        "申请人身份证（{}）复印件一份", "证件号码：{}（身份证）", "ID：{}",
    )  # fmt: skip
    bare = ("（{}）", "{}", "其本人（{}）提出申请", "户主{},低保对象", "号码{}已核实")
    frame = r.choice(frames if old or r.random() < 0.7 else bare)
    text = frame.format(printed)
    if r.random() < 0.3:
        return Sample(f"申请人：{who}，{text}", (("identity", printed), ("person", who)))
    return Sample(text, (("identity", printed),))


# ------------------------------------------------------------------ mobiles


def mobile(r: Random) -> Sample:
    number = f"1{r.choice('3456789')}{r.randrange(10**9):09}"
    a, b, c = number[:3], number[3:7], number[7:]
    printed = r.choice((
        number, number, number, number.translate(WIDE), f"{a} {b} {c}", f"{a}-{b}-{c}", f"{a}－{b}－{c}",
        f"{a}.{b}.{c}", f"{a}　{b}　{c}", f"{number[:4]} {number[4:7]} {number[7:]}", f"{a} {number[3:6]} {number[6:]}",
        f"+86{number}", f"+86 {number}", f"+86-{a}-{b}-{c}", f"（+86）{number}", f"86-{number}", f"0086{number}",
        f"0{number}", f"{a} {number[3:]}", f"{number[:7]} {number[7:]}", f"{number[:5]} {number[5:]}",
    ))  # fmt: skip
    core = printed.removeprefix("（+86）")
    frames = (
        "手机：{}", "手机号码：{}", "联系电话：{}", "电话：{}（微信同号）", "移动电话:{}", "联系方式：{}。", "Tel:{}",
        "咨询电话{}，欢迎来电", "请拨打{}咨询。", "24小时值班手机{}", "电话（手机）：{}", "（手机{}）", "短信发送至{}",
        "监督电话：0592-6051234、{}", "电话：{}/6051234", "微信号：{}", "Mobile：{}", "联系手机 {} ，", "热线：{}；",
    )  # fmt: skip
    spaced = any(c in core for c in " .-－　") and not core.startswith(("+", "8"))
    text = r.choice(frames).format(printed) if spaced or r.random() < 0.8 else printed
    return Sample(text, (("mobile", core),))


# ------------------------------------------------------------------ e-mail


def email(r: Random) -> Sample:
    local = r.choice((
        str(r.randrange(10**4, 10**10)), f"zhang_{r.randrange(100)}", f"li.wei{r.randrange(1900, 2010)}",
        f"chen-{r.choice('abcxyz')}h", f"{r.choice(('hlq', 'xmxa', 'lyzf', 'gkb'))}{r.randrange(10000)}", "Wang_XiaoMing",
        f"a{r.randrange(9)}.b{r.randrange(9)}.c",
    ))  # fmt: skip
    domain = r.choice((
        "qq.com", "163.com", "126.com", "sina.com", "sina.com.cn", "139.com", "189.cn", "foxmail.com", "gmail.com",
        "vip.163.com", "hotmail.com", "yeah.net", "sohu.com", "aliyun.com", "outlook.com", "eyou.com", "live.cn",
        "188.com", "icloud.com", "fzxx.net", "qq.COM",
    ))  # fmt: skip
    printed = r.choice((
        f"{local}@{domain}", f"{local}@{domain}", f"{local}@{domain}", f"{local}＠{domain}", f"{local}[at]{domain}",
        f"{local}(at){domain}", f"{local}（at）{domain}", f"{local}【at】{domain}", f"{local} @ {domain}",
        f"{local} AT {domain}", f"{local}[@]{domain}", f"{local}@{domain.replace('.', '．')}", f"{local} [at] {domain}",
        f"{local}@{domain}".upper(), f"{local}{{at}}{domain}", f"{local}@ {domain}", f"{local}[AT]{domain.replace('.', '[dot]')}",
    ))  # fmt: skip
    frames = (
        "电子邮箱：{}", "邮箱：{}。", "E-mail：{}", "e-mail:{}", "电子邮件：{}，", "Email: {}", "（邮箱{}）", "请发送至{}。", "信箱：{}；电话：0592-6051234",
        "欢迎来信{}提出意见", "邮箱地址是{}。", "电邮：{} 邮编：361026", "{}",
    )  # fmt: skip
    return Sample(r.choice(frames).format(printed), (("email", printed),))


# ------------------------------------------------------------------ people named


def phone(r: Random) -> str:
    return r.choice(
        (
            "0592-6051234",
            "0731－83607728",
            "（0663）2988881",
            "0592 7072345",
            "6051234",
            "059187654321",
        )
    )


PHRASES: tuple[str, ...] = (
    "联系人：{a}", "联系人：{a}，联系电话：{t}。", "联系人:{a} 电话:{t}", "联 系 人：{a}　　电 话：{t}", "联系人{a}，电话{t}",
    "（联系人：{a}，电话：{t}）", "联系人：{a}、{b}；电话：{t}", "联系人：{a}，{b}", "联系人：{a}（{o}）", "联系人：{a}（女）",
    "如有疑问，请与{p}{o}{a}联系（电话：{t}）。", "请与{a}同志联系，电话：{t}", "请联系{a}，{t}", "请与 {a} 联系",
    "{o}联系人：{a}", "信息公开联络员：{a}", "联络员：{a}，{t}", "经办人：{a}", "经办人：{a}　审核人：{b}", "填报人：{a}  联系电话：{t}",
    "单位负责人：{a}   审核人：{b}   填报人：{c}   联系电话：{t}   填报日期：2017年1月5日", "填表人：{a} 审核：{b}", "制表人:{a}",
    "撰稿人：{a}", "责任编辑：{a}", "编辑：{a}　审核：{b}", "签发人：{a}", "签发：{a}", "校对：{a}", "受理人：{a}", "承办人：{a}（{t}）",
    "{o}{a}同志负责具体工作", "由{a}同志具体负责", "以镇长{a}为组长、副镇长{b}为副组长的领导小组", "组长：{a}（党委书记）", "副组长：{a}、{b}",
    "组  长：{a}\n副组长：{b}\n成  员：{c}", "成员：{a}、{b}、{c}", "区长{a}任组长", "镇长{a}同志任组长，党委副书记{b}同志任副组长", "街道办主任{a}兼任主任",
    "分管领导：{a}，{t}", "分管副镇长{a}同志亲自抓", "新闻发言人：{a}", "姓名：{a}", "姓名：{a} 性别：女 职务：科员", "咨询电话：{t}（{a}）",
    "联系电话：{t} 联系人：{a}", "电话：{t}（联系人：{a}）", "{a}：13805921234", "{a} 13805921234", "{a}，手机：13805921234", "{a}（13805921234）",
    "致电{a}女士", "请找{a}先生咨询", "{a}先生", "{a}女士", "联系人：{s}女士", "联系人：{s}主任", "联系人：{s}科长，电话{t}", "请与{s}先生联系",
    "联系人：{m}", "填报人：{m} 电话：{t}", "负责人：{a} 联系电话：{t}", "负责人：{a}", "主要负责人：{a}", "法定代表人：{a}", "机构负责人：{a}",
    "信息公开工作机构负责人:{a};联系电话:{t}", "政务公开专职工作人员：{a}", "录入人：{a}", "报送人：{a}", "统计负责人：{a}", "申请人：{a}", "联系人姓名：{a}",
    "科长{a}，电话{t}", "办公室主任{a}，电话{t}", "联系人：\n{a}\n电话：{t}", "联系人 {a} {t}", "具体联系人为{a}", "联系人是{a}，",
    "责任人：{a}", "发布人：{a}", "信息员：{a}", "审签人：{a}", "值班人员：{a}", "监督员：{a}、{b}",
)  # fmt: skip
MINORITY = (
    "扎西多吉",
    "次仁旺堆",
    "买买提·艾力",
    "古丽·阿不都",
    "阿卜杜拉",
    "吉克阿依",
    "巴特尔",
    "洛桑曲珍",
)


def person(r: Random) -> Sample:
    given = {
        "a": name(r),
        "b": name(r),
        "c": name(r),
        "s": r.choice(SURNAMES),
        "m": r.choice(MINORITY),
    }
    frame = r.choice(PHRASES)
    text = frame.format(**given, t=phone(r), o=r.choice(OFFICES), p=r.choice(PLACES))
    secrets = tuple(given[k] for k in "abcm" if f"{{{k}}}" in frame)
    if "{s}" in frame:
        at = text.index(given["s"], text.index("人：") if "人：" in text else 0)
        secrets = (text[at : at + 3],)
    told = [("person", who) for who in secrets]
    if "13805921234" in text:
        told.append(("mobile", "13805921234"))
    return Sample(text, tuple(told))


MAKERS: tuple[Callable[[Random], Sample], ...] = (identity, mobile, email, person)


def samples(seed: int, count: int) -> Iterator[Sample]:
    """So many samples, the four kinds in turn."""
    r = Random(seed)
    for number in range(count):
        yield MAKERS[number % len(MAKERS)](r)


# ------------------------------------------------------------------ what only looks like it


def _number(r: Random, digits: int) -> str:
    return str(r.randrange(10 ** (digits - 1), 10**digits))


ALIKE: tuple[Callable[[Random], str], ...] = (
    lambda r: f"联系电话：0{r.choice(('592', '731', '591', '663'))}-{_number(r, 7)}",
    lambda r: f"电话：（0{r.choice(('10', '21', '755'))}）{_number(r, 8)}，传真：010-{_number(r, 8)}",
    lambda r: f"办公电话{_number(r, 7)}，邮编36{_number(r, 4)}",
    lambda r: "政务服务便民热线12345，举报电话12388",
    lambda r: f"全国统一客服4{r.choice('00')}00-{_number(r, 3)}-{_number(r, 4)}",
    lambda r: f"文号：厦海政〔20{_number(r, 2)}〕{_number(r, 3)}号",
    lambda r: f"闽政办网传〔2016〕{_number(r, 2)}号、国办发〔2015〕22号",
    lambda r: f"索引号：XM{_number(r, 5)}-0101-2019-{_number(r, 5)}",
    lambda r: f"索引号：{_number(r, 9)}/2019-{_number(r, 5)}",
    lambda r: f"统一社会信用代码：1135{_number(r, 6)}0041{_number(r, 3)}X"[:40],
    lambda r: f"组织机构代码：{_number(r, 8)}-X",
    lambda r: f"开户行：农业银行，账号：62284800{_number(r, 11)}",
    lambda r: f"银行账号 35{_number(r, 14)}{_number(r, 4)}",
    lambda r: f"闽公网安备 35{_number(r, 12)}号",
    lambda r: f"网站标识码：35{_number(r, 8)}　闽ICP备{_number(r, 8)}号-1",
    lambda r: f"合同编号：1{r.choice('3578')}{_number(r, 9)}",
    lambda r: f"订单号13{_number(r, 9)}，流水号15{_number(r, 9)}",
    lambda r: f"总投资13{_number(r, 9)}元",
    lambda r: f"全年财政收入{_number(r, 11)}元，支出{_number(r, 8)}.52万元",
    lambda r: f"网站总访问量1{r.choice('3458')}{_number(r, 9)}次",
    lambda r: "依据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条",
    lambda r: "根据条例第十九条、第二十条规定，主动公开",
    lambda r: f"2016年12月29日 15:06:32，浏览次数：{_number(r, 4)}",
    lambda r: "统计期限自2019年1月1日起至2019年12月31日止",
    lambda r: f"邮编：{_number(r, 6)}，地址：福建省厦门市海沧区滨湖北路{r.randrange(1, 400)}号",
    lambda r: f"电子邮箱：{r.choice(('xxgk', 'zfb', 'bgs', 'dzzw'))}@{r.choice(('xm', 'haicang', 'fujian', 'hunan'))}.gov.cn",
    lambda r: "网址：http://www.xmhc.gov.cn/，微博：@海沧发布",
    lambda r: "微信公众号（海沧政务），扫描二维码关注",
    lambda r: f"由{r.choice(('镇长', '区长', '主要领导', '分管副区长'))}任组长，各科室负责人为成员",
    lambda r: f"{r.choice(('书记', '主任', '局长', '科长', '镇长'))}亲自抓，{r.choice(OFFICES)}具体负责",
    lambda r: f"请与{r.choice(PLACES)}{r.choice(OFFICES)}联系",
    lambda r: f"{r.choice(PLACES)}人民政府、{r.choice(PLACES)}人民政府",
    lambda r: f"联系人：{r.choice(OFFICES)}，电话：0592-{_number(r, 7)}",
    lambda r: "联系人：        联系电话：        填报日期：",
    lambda r: "单位负责人：（签章）　　审核人：　　填报人：",
    lambda r: "以习近平新时代中国特色社会主义思想为指导，贯彻习近平总书记重要讲话精神",
    lambda r: "申请人对答复不服的，可依法申请行政复议；被申请人应当答复",
    lambda r: "负责人员、联系人员变动的，应及时报送区政务公开办",
    lambda r: "加强与各镇（街）、各部门的联系，方便群众监督",
    lambda r: "高度重视，安排专人负责，严格审核把关，明确责任",
    lambda r: f"新增信息{_number(r, 3)}条，其中公文类{_number(r, 2)}条，占{r.randrange(1, 99)}.{r.randrange(9)}%",
    lambda r: f"（一）{_number(r, 4)} {_number(r, 4)} {_number(r, 3)} {_number(r, 2)} {_number(r, 2)} {_number(r, 1)}",
    lambda r: f"20{_number(r, 2)} 20{_number(r, 2)} 1{_number(r, 3)} {_number(r, 4)} {_number(r, 4)}",
    lambda r: f"序号{r.randrange(1, 99)} 事项编码{_number(r, 12)}{_number(r, 6)}",
    lambda r: f"面积{_number(r, 5)}.{_number(r, 2)}平方米，用地红线编号{_number(r, 10)}",
    lambda r: "组长：镇长　副组长：分管副镇长　成员：各村（居）主任",
    lambda r: "责任单位：党政办、综治办、财政所；责任领导：分管领导",
    lambda r: "先生、女士们，同志们；老师和学生家长代表",
    lambda r: "海沧区区长热线、厦门市市长专线、书记信箱",
    lambda r: "来源：海沧区人民政府办公室　作者：本站　编辑：管理员",
    lambda r: f"ISBN 978-7-{_number(r, 4)}-{_number(r, 4)}-{r.randrange(9)}，GB/T {_number(r, 5)}-2016",
    lambda r: f"项目代码：2019-350205-{_number(r, 2)}-03-{_number(r, 6)}",
    lambda r: f"房产证号：厦国土房证第{_number(r, 8)}号，车牌闽D{_number(r, 5)}",
    lambda r: f"坐标118.{_number(r, 6)}，24.{_number(r, 6)}；IP：192.168.1.{r.randrange(255)}",
)  # fmt: skip


def look_alikes(seed: int, count: int) -> Iterator[str]:
    """So many texts in which nothing is a person's."""
    r = Random(seed)
    for number in range(count):
        yield ALIKE[number % len(ALIKE)](r)
