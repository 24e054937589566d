# ruff: noqa: E501  (whole sentences read better on one line)
"""Contact data in the contexts of real reports, and numbers and words that only look like it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from govreport_site.reference.identity_numbers import check_character

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国志海晓燕春梅文斌鹏飞宇"
    "婷雪林辉峰琳珍庆云德福生荣贞炎秋甜宝昌振兴仁和子涵欣怡浩然梓轩俊凯"
)
MINORITY = [
    "扎西多吉",
    "次仁旺堆",
    "阿卜杜拉",
    "买买提·艾力",
    "古丽·阿不都",
    "洛桑曲珍",
    "吉克阿依",
    "巴特尔",
]
COMPOUND = ["欧阳", "司马", "上官", "诸葛", "皇甫", "令狐"]
OFFICES = [
    "党政办",
    "党政办公室",
    "综合办公室",
    "信息公开办",
    "办公室",
    "政务服务中心",
    "人事科",
    "法制股",
]
PLACES = [
    "大嶝街道",
    "洋里乡",
    "壶镇镇",
    "永定县",
    "罗源县",
    "马水镇",
    "木场乡",
    "和田县",
    "高平市",
    "金山镇",
]


class Sample(Struct, frozen=True):
    """A text and the contact data in it."""

    text: str
    truth: tuple[tuple[str, str], ...]
    """(kind, as printed), in order."""


def name(random: Random) -> str:
    """A name as people in offices are called; one in twenty is compound or of a minority."""
    if random.random() < 0.03:
        return random.choice(COMPOUND) + random.choice(GIVEN) + random.choice(GIVEN)
    given = random.sample(GIVEN, random.choice([1, 2, 2, 2]))
    return random.choice(SURNAMES) + "".join(given)


def mobile(random: Random) -> str:
    """Eleven digits, in the groupings that are printed."""
    number = f"1{random.choice('3456789')}{random.randrange(10**9):09}"
    if random.random() < 0.2:
        mark = random.choice([" ", "-"])
        return f"{number[:3]}{mark}{number[3:7]}{mark}{number[7:]}"
    return number.translate(_WIDE) if random.random() < 0.05 else number


def identity(random: Random) -> str:
    """A resident identity number with its check character."""
    region = random.choice(["350211", "430181", "445281", "110105", "510104", "652901"])
    born = f"{random.randrange(1950, 2005)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
    first = f"{region}{born}{random.randrange(1000):03}"
    return first + check_character(first)


def mail(random: Random) -> str:
    """An address at a free provider, a QQ number or letters before the @."""
    local = random.choice(
        [str(random.randrange(10**5, 10**10)), "zhang" + str(random.randrange(100)),
         random.choice(["xxgk", "dzb", "lqfj", "hz_", "a.b"]) + str(random.randrange(1000))]
    )  # fmt: skip
    domain = random.choice(["qq.com", "163.com", "126.com", "sina.com", "foxmail.com", "139.com"])
    mark = random.choice(["@"] * 8 + ["＠", " @ "])
    return f"{local}{mark}{domain}"


def landline(random: Random) -> str:
    """An office telephone in the printed variants."""
    area = random.choice(["0592", "0731", "010", "021", "0797", "0663", "0598"])
    local = str(random.randrange(2 * 10**6, 9 * 10**6)) + random.choice(["", "0"])
    return area + random.choice(["-", "—", "--", "－", "", "- "]) + local


_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def samples(random: Random, count: int) -> Iterator[Sample]:
    """Texts that hold personal data."""
    makers = [_lead, _table_footer, _named_mobile, _leaders, _list, _identity, _mail_only, _lost_at,
              _mobile_only, _minority, _between, _header]  # fmt: skip
    for n in range(count):
        yield makers[n % len(makers)](random)


def _lead(r: Random) -> Sample:
    who, where, tel, box = name(r), r.choice(PLACES) + r.choice(OFFICES), landline(r), mail(r)
    form = r.choice([
        f"如对本报告有任何疑问，请与{where}{who}联系（电话：{tel}，电子邮箱：{box}）。",
        f"如有疑问，请与 {who}  联系(地址:{where},邮编:3614{r.randrange(10, 99)},电话:{tel},电子邮箱:{box})",
        f"联系人：{who}，联系电话：{tel}，电子邮箱：{box}。",
        f"（联系人:{who} 电话:{tel} 邮箱:{box}）",
        f"联系人{who}，电话{tel}，E-mail:{box}",
    ])  # fmt: skip
    return Sample(form, (("person", who), ("phone", tel), ("email", box)))


def _table_footer(r: Random) -> Sample:
    a, b, c = name(r), name(r), name(r)
    gap = r.choice(["     ", " ", "　　"])
    text = f"单位负责人：{a}{gap}审核人：{b}{gap}填报人：{c}{gap}联系电话：{landline(r)}{gap}填报日期：2017年1月5日"
    return Sample(text, (("person", a), ("person", b), ("person", c)))


def _named_mobile(r: Random) -> Sample:
    who, number = name(r), mobile(r)
    mark = r.choice(["，手机：", " ", "（手机", "，联系电话：", "："])
    return Sample(f"联系人：{who}{mark}{number}", (("person", who), ("mobile", number)))


def _leaders(r: Random) -> Sample:
    a, b, c = name(r), name(r), name(r)
    text = r.choice([
        f"成立了以镇长{a}同志为组长，党委副书记{b}同志为副组长，副镇长{c}任成员的领导小组。",
        f"由街道党工委书记{a}任组长，办事处主任{b}、副主任{c}任副组长。",
    ])  # fmt: skip
    return Sample(text, (("person", a), ("person", b), ("person", c)))


def _list(r: Random) -> Sample:
    a, b, c = name(r), name(r), name(r)
    text = f"组长：{a}（党委书记）\n副组长：{b}（镇长）\n成员：{c}、各村（社区）负责人"
    text = (
        text.replace("组  长", r.choice(["组长", "组 长"]))
        if r.random() < 0.0
        else text.replace("组  长", "组长")
    )
    return Sample(text, (("person", a), ("person", b), ("person", c)))


def _identity(r: Random) -> Sample:
    number = identity(r)
    text = r.choice([f"身份证号码：{number}", f"公民{name(r)}（{number}）申请公开", f"{number}"])
    return Sample(text, (("identity", number),))


def _mail_only(r: Random) -> Sample:
    box = mail(r)
    return Sample(
        r.choice([f"信箱：{box}", f"请发送至{box}。", f"邮箱为{box}，欢迎监督"]), (("email", box),)
    )


def _lost_at(r: Random) -> Sample:
    number = str(r.randrange(10**6, 10**10))
    text = r.choice(
        [f"电子邮箱：{number}qq.com", f"邮箱:QQ邮箱{number}", f"（E-mail：gk{number[:3]}163.com）"]
    )
    printed = {"q": number + "qq.com", "Q": number, "g": f"gk{number[:3]}163.com"}
    key = "g" if "163" in text and "gk" in text else "Q" if "QQ邮箱" in text else "q"
    return Sample(text, (("email", printed[key]),))


def _mobile_only(r: Random) -> Sample:
    number = mobile(r)
    return Sample(
        r.choice(
            [
                f"联系电话：{number}",
                f"（邮编：860700，电话:{number}）",
                f"手机{number}。",
                f"拨打{number}咨询",
            ]
        ),
        (("mobile", number),),
    )


def _minority(r: Random) -> Sample:
    who = r.choice(MINORITY)
    return Sample(
        r.choice([f"填报人：{who}", f"联系人：{who}，电话：{landline(r)}"]), (("person", who),)
    )


def _between(r: Random) -> Sample:
    who = name(r)
    call = r.choice(["先生", "女士", "同志", "主任"])
    text = r.choice(
        [f"联系人：{who}{call}", f"请与{r.choice(OFFICES)}{who}同志联系", f"联系人：{who[0]}{call}"]
    )
    whole = who if who in text else f"{who[0]}{call}"
    return Sample(text, (("person", whole),))


def _header(r: Random) -> Sample:
    who = name(r)
    label = r.choice(["发布人", "责任编辑", "录入人", "信息员", "经办人", "作者"])
    return Sample(f"{label}：{who}  发布时间：2017-01-03 16:00", (("person", who),))


def look_alikes(random: Random, count: int) -> Iterator[str]:
    """Texts that hold nothing personal, though parts of them look like it."""
    makers = [_filing, _index, _document, _amount, _date, _phrase, _office, _url, _code, _blank]
    for n in range(count):
        yield makers[n % len(makers)](random)


def _filing(r: Random) -> str:
    number = f"{r.choice(['35', '43', '44', '11'])}{r.randrange(10**12):012}"
    return r.choice([
        f"{r.choice('闽湘粤京')}公网安备 {number}号", f"{r.choice('闽湘粤京')}ICP备{r.randrange(10**8):08}号-1",
        f"网站标识码：{r.randrange(10**9, 10**10)}", f"备案编号1{r.choice('358')}{r.randrange(10**9):09}",
    ])  # fmt: skip


def _index(r: Random) -> str:
    tail = f"{r.randrange(2008, 2025)}-{r.randrange(10**5):05}"
    return r.choice([
        f"索引号：{r.randrange(10**8, 10**9)}/{tail}", f"索 引 号:XM{r.randrange(10**5):05}-0101-{tail}",
        f"信息索引：0{r.randrange(10**7, 10**8)}-9/{tail}", f"1{r.randrange(10**17):017}/{tail}",
    ])  # fmt: skip


def _document(r: Random) -> str:
    year, number = r.randrange(2008, 2025), r.randrange(1, 400)
    return r.choice([
        f"闽政办〔{year}〕{number}号", f"国办公开办函〔{year}{number}号", f"文号：厦府[{year}]{number}号",
        f"国务院令第{number}号", "文号：无",
    ])  # fmt: skip


def _amount(r: Random) -> str:
    number = f"1{r.choice('35789')}{r.randrange(10**9):09}"
    return r.choice([
        f"采购总金额{number}元", f"网站累计访问{number}人次", f"投资总额：{number}万元", f"资金{number}元",
        f"收费金额{r.randrange(10**5)}.{r.randrange(10)}万元", f"账号：62{r.randrange(10**14):014}",
    ])  # fmt: skip


def _date(r: Random) -> str:
    return r.choice([
        f"{r.randrange(2008, 2025)}1229", "2016-12-08 15:06", "20161229150612", "2017年1月3日",
        "201611日至20161231日", "时间:2017-01-12 10:01",
    ])  # fmt: skip


def _phrase(r: Random) -> str:
    return r.choice([
        "主要领导亲自抓、分管领导具体抓", "坚持以习近平同志为核心的党中央集中统一领导", "由镇长任组长，分管领导任副组长",
        "各办（中心）主要负责人为第一责任人", "加强与群众的联系，密切与企业联系", "党委书记、镇长负总责，副镇长协助",
        "明确专人负责，落实责任到人", "老同志、女同志和负责同志", "各位女士、先生", "组织全镇干部同志学习",
        "主任会议研究决定，书记办公会通过", "安排1名兼职工作人员", "何时公开、如何公开", "成员单位25家",
        "镇党委副书记、宣传委员任副组长", "信息员队伍建设", "实行审核人制度，联系人制度", "经办人、审核人、签发人三级审核",
        "任何单位和个人", "高度重视，严格管理", "强化联系人员培训", "联系人由各科室指定", "实行责任编辑负责制",
        "请与本机关联系", "请与我局联系", "可与县政府办公室联系", "主任科员分管政务公开工作",
    ])  # fmt: skip


def _office(r: Random) -> str:
    where = r.choice(PLACES) + r.choice(OFFICES)
    return r.choice([
        f"请与{where}联系，电话：{landline(r)}", f"联系人：{where}", f"联系人：  联系电话：{landline(r)}",
        f"责任编辑：{r.choice(['管理员', '办公室', '县政府办', 'admin'])}", f"{where}（电话：{landline(r)}）",
        "单位负责人：        审核人：        填报人：", f"来源：{where} 作者： 时间：2017-01-03", f"邮箱：xxgk@{r.choice(['xm', 'np'])}.gov.cn",
        f"地址：{where}1号，邮编：36{r.randrange(10**4):04}", f"传真：{landline(r)}", f"发布人：{r.choice(OFFICES)}",
    ])  # fmt: skip


def _url(r: Random) -> str:
    return r.choice([
        f"http://www.liuyang.gov.cn/t{r.randrange(10**8)}_{r.randrange(10**11)}.html", "www.163.com",
        f"http://mail.qq.com/cgi?id=1{r.choice('358')}{r.randrange(10**9):09}", "https://www.126.com/",
        f"/art/2022/1/19/art_1{r.randrange(10**9):09}_59737.html", "登录qq.com", f"{r.randrange(16**16):x}",
    ])  # fmt: skip


def _code(r: Random) -> str:
    return r.choice([
        f"统一社会信用代码：11350200{r.randrange(10**9):09}Q", f"邮编：36{r.randrange(10**4):04}",
        f"行政区划代码 350213{r.randrange(10**6):06}", f"档案号1{r.randrange(10**17):017}0",
        f"订单编号：1{r.choice('358')}{r.randrange(10**9):09}", f"身份证办理{r.randrange(10**4)}件",
        f"流水号{r.randrange(10**17, 10**18)}", "12345热线", "96180服务热线", "“12388”举报电话",
    ])  # fmt: skip


def _blank(r: Random) -> str:
    return r.choice([
        "联系人：", "联系人", "姓名：", "审核人：          填报日期：", "联系电话：", "联系人：无", "填报人：（签字）",
        "负责人（签字）：", "邮箱：", "QQ：", "微信：", "身份证号：", "手机：无",
    ])  # fmt: skip
