"""Site chrome: the lines of a saved page that belong to the site and not to the report.

Patterns match whole lines only. `ANYWHERE` holds what no report ever says, so that it may go from
the middle of a text too; `AT_THE_ENDS` is taken only before the title and after the closing lines.
"""

from __future__ import annotations

import re

from govreport_site.parse.fold import squeeze

_MARKS = r"[\[\]():|,;.·•>/\\_*«»<\-、。]*"
_ACTION = (
    r"打印(?:本页|此页|文章|页面)?|关闭(?:本页|窗口|页面|此页)?|收藏(?:本页|此页)?|加入收藏|设为首页|我要纠错|纠错|"
    r"返回(?:顶部|首页|列表|上一页|上级|栏目)?|回到?顶部|上一篇|下一篇|上一页|下一页|首页|尾页|分享|转发|"
    r"下载(?:文字版|打印版|word版|pdf版)?|文字版|打印版|大字版|刷新|评论|语音播报|朗读|推荐|点赞|顶部|"
    r"网站首页|退出|保存|复制链接|放大|缩小|默认|超大|大|中|小|繁体版?|简体版?|English"
)
_CHANNEL = r"微信|微博|新浪微博|QQ空间|QQ好友|QQ|朋友圈|腾讯微博|人人网|抖音|X|[,、|/\[\]():]"
_SIZE = r"特?大号?|中号?|小号?|超大|默认|较大|正常|标准|放大|缩小|A[+-]?|T|[-+|\[\]():、/]"
ANYWHERE: tuple[tuple[str, str], ...] = (
    (
        "qr",
        r"[\[(]?(?:请?使?用|打开|请)?(?:手机|微信)?(?:扫一扫|扫码|扫描|扫下方?|扫二维码).{0,8}"
        r"(?:手机|分享|打开|查看|浏览|页|关注|访问|二维码).{0,24}",
    ),
    ("qr", r"微信扫一扫.{0,24}|微信二维码|手机浏览|手机查看|手机阅读|扫一扫|二维码"),
    (
        "share",
        rf"[\[(]?(?:分享到?|一键分享|分享至|分享本页|分享本?文到?|转发至)[:]{{0,2}}(?:{_CHANNEL}){{0,12}}",
    ),
    ("print", rf"{_MARKS}(?:(?:{_ACTION}){_MARKS}){{2,12}}"),
    (
        "print",
        r"[\[(]{0,2}(?:打印(?:本页|此页|文章|页面|该页)?|关闭(?:本页|窗口|页面|此页)|返回顶部|我要纠错|加入收藏|设为首页)"
        r"[\])]{0,2}",
    ),
    (
        "font",
        r"[\[(]{0,2}(?:文字大小|字体大小|选择字号|字体显示|字体|字号|视力保护色|保护视力色|背景颜色?)"
        rf"[:\]]{{0,2}}(?:{_SIZE}){{0,20}}",
    ),
    (
        "accessibility",
        r"[|\[(]?(?:网站|切换|进入)?(?:无障碍(?:浏览|阅读|版|模式|通道|辅助)?|长者(?:版|模式|专区|助手)|长辈版|"
        r"关怀(?:版|模式)|适老(?:版|模式)|老年版|读屏专用)(?:[|\])]|切换|登录|打开){0,3}",
    ),
    ("accessibility", r".{0,8}请使用tab按?键?按?钮?.{0,40}"),
    ("attachment-label", r"(?:相关)?附件下载[:]?|下载附件[:]?|附件列表[:]?"),
    (
        "footer",
        r"[|]?(?:主办单位?|承办单位?|主管单位|运维单位|技术支持|主办承办)[:].{0,300}"
        r"|.{0,40}(?:版权所有|Copyright|©|AllRightsReserved)[^。]{0,200}",
    ),
    (
        "footer",
        r".{0,80}(?:ICP备(?:案号)?[:]?[A-Z]?\d|网安备[:]?\d|网站标识码[:]?|备案(?:序|许可证)?号[:])[^。]{0,200}",
    ),
    (
        "footer",
        r"(?:涉密(?:文件|信息)?严禁上网|严禁涉密(?:文件|信息)?上网|本(?:网?站|平台|系统).{0,20}涉密.{0,20}"
        r"|.{0,6}(?:建议|推荐|最佳).{0,30}(?:浏览器|分辨率|浏览).{0,40})",
    ),
    (
        "footer",
        r"[|]?(?:(?:加入收藏|网站地图|联系我们|网站声明|关于我们|隐私(?:声明|保护)|版权(?:声明|保护)|网站(?:简介|概况|帮助|纠错)|"
        r"使用帮助|法律声明|免责声明|设为首页|站点地图|帮助中心|意见反馈|友情链接|RSS|邮箱登录)[|]?){1,12}",
    ),
    ("counter", r"您是(?:本站)?第.{0,20}位?(?:访客|访问者|浏览者|人次).{0,4}"),
    ("login", r"[|/]?(?:(?:登录|登陆|注册|用户登录|个人中心|您好[,!]?请登录)[|/,!]?){1,6}"),
    ("brackets", r"(?:[\[(]{1,3}[\])]{1,3}){1,4}"),
    ("page-number", r"[-•·~]{1,3}\d{1,3}[-•·~]{1,3}|第\d{1,3}页(?:[,/]?共\d{1,3}页)?|共\d{1,3}页"),
)
AT_THE_ENDS: tuple[tuple[str, str], ...] = (
    (
        "breadcrumb",
        r".{0,10}(?:当前的?位置|所在的?位置|现在的?位置|位置导航|位置)[:为是>].{0,300}"
        r"|.{0,12}(?:首页|主页).{0,6}(?:>|»|→|/|\\|::|-|\|).{0,300}|>.{1,200}|[^。]{1,30}>[^。]{0,200}",
    ),
    ("breadcrumb", r"您?(?:当前|现在)?的?所?在?的?位置[:]?|(?:网站)?首页"),
    (
        "related",
        r"(?:关联|延伸|扩展)(?:导读|阅读|稿件|信息)[:]?|相关(?:解读|链接|附件|文档|信息|文件|稿件|新闻|阅读|文章|政策|内容|报道)[:]?",
    ),
    (
        "related",
        r"(?:文字|图片|图表|图文|视频|访谈|媒体|专家|政策|音频|动漫)解读|媒体报道|[>》]{0,3}点击(?:查看|阅读|进入|下载|此处).{0,16}[<《]{0,3}|[上下]一[篇条][:].{0,80}",
    ),
    ("attachment-label", r"附件[:]?|文件下载[:]?|点击下载[:]?|附件信息[:]?"),
    (
        "category",
        r"(?:政府|政务)信息公开(?:工作)?(?:年度报告|年报|目录|专栏|平台|指南|制度|栏目|网)?|政务公开(?:专栏|平台)?|"
        r"法定主动公开内容|信息公开(?:目录|专栏|年度报告|年报|平台)?|年度报告|年报|详细信息|公开具体内容|正文|文章内容|信息内容|"
        r"政策文件|通知公告|政府文件|部门文件|公示公告|工作动态|政府信息公开工作年报",
    ),
    (
        "footer",
        r"(?:地址|联系电话|电话|邮编|邮政编码|传真|电子邮箱|邮箱|值班电话|网站管理|网站维护|管理单位|运行维护|联系方式)"
        r"[:].{0,120}",
    ),
    ("rule", r"[|>»•·*\-=_+~:#]{1,400}"),
    ("page-number", r"\d{1,3}"),
    ("counter", r"[\[(]?(?:浏览|点击|访问|阅读)(?:次数|量|数|率)?[:]?\d{0,9}(?:次|人次)?[\])]?"),
    ("markup", r"<!--.{0,200}-->|\(?function\w{0,30}\(.{0,200}|var\w{1,30}=.{0,200}|\$\(.{0,200}"),
    (
        "login",
        r"(?:搜索|选择搜索类型|请输入搜索.{0,8}|选择特殊符号|打开主菜单|EN|https?://[\w./-]{3,60})",
    ),
)


def _compile(rules: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """One pattern with a group for each rule, tried in their order."""
    groups = (f"(?P<r{number}>{pattern})" for number, (_, pattern) in enumerate(rules))
    return re.compile("|".join(groups), re.I)


_ANYWHERE = _compile(ANYWHERE)
_AT_THE_ENDS = _compile(AT_THE_ENDS)
_LONGEST = 400


def chrome_reason(line: str) -> str | None:
    """Why the whole line is chrome wherever it stands, such as `share`; None when it is not."""
    return _reason(line, ANYWHERE, _ANYWHERE)


def end_reason(line: str) -> str | None:
    """As `chrome_reason`, with what is chrome only before the title or after the closing lines."""
    return _reason(line, ANYWHERE, _ANYWHERE) or _reason(line, AT_THE_ENDS, _AT_THE_ENDS)


def is_footer(line: str) -> bool:
    """True for the lines that open a site's footer: after them nothing of the report follows."""
    return chrome_reason(line) == "footer"


def _reason(line: str, rules: tuple[tuple[str, str], ...], pattern: re.Pattern[str]) -> str | None:
    if len(line) > _LONGEST * 3:
        return None
    text = squeeze(line)
    if not text or len(text) > _LONGEST:
        return None
    match = pattern.fullmatch(text)
    return rules[int(match.lastgroup[1:])][0] if match and match.lastgroup else None
