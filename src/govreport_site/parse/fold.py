"""One character for one character: the form in which printed text is compared, never stored.

Full-width ASCII and the many spaces and brackets become their plain forms, and the traditional
characters that altered mirrors and Taiwanese encyclopaedias write become simplified ones. Because
no character is added or dropped, an offset in the folded text is an offset in the printed text.
"""

from __future__ import annotations

import re
from functools import lru_cache

_TRADITIONAL = (
    "報開關務與應實從來時間機構進對為業國會後發佈佈點擊瀏覽閱讀數據頁號題標類別體類學習區縣鄉鎮"
    "廳處黨財審計農業漁業畜業環護監督質檢驗產員聯繫電話電郵遞傳真網址鏈結連站欄專項項條約紀錄"
    "統計總結編輯責任許認證確準則績評達標強調動態當處辦辦證設備鐵軍衛醫療藥險勞動資產貿經濟協"
    "議員離婚華漢語言簡繁復複訴訟權責單雙內無記憶見規範覺觀廣東莊園圖書館導領幹部執行懲罰災難"
    "變遷過還這邊運輸選擇適續終紹細維絡縮線練組織紅級納純紙給統絕經綠緊緒緩總縱績織繳續訂訊討"
    "訓託記訪設註評詞試詩話該詳語誤說誰課調談請論諸謀謂證識譯議護讓豐貝負貢貧貨販責貴買費資賠"
    "質賴購贈贏趕趙車軌軟載較輕輛輪辭農適遲選遺鄧鄭釋鋼錄錢鎖鏡長門閉問閒閱隊陽陰陳陸際隨隱"
    "雖雜離難雲電靈靜響頂順須預頒頓頭題額顏願顧風飛養館馬駐驗驚體髮鬥鮮鳥魚麥黃點齊齒龍龜寧寶"
    "導屆屬島嶺師帶幣庫廠廢廣張強彈後徑徵恆惡愛慶應懷戰戶拋掃擇擊擔據擴擺攝敗敵斷於舊昇曆術樓"
    "樞標樣樹橋機橫檔檢歐歲歷歸殺氣決沒沖況淨減測湯溝滅滿漢潔潤濱濟濫灣災爐爭爾牆獎獨獲現環瑪"
    "畫異當瘋癥皺盜盤眾睜礎禮離種稱積穩窮競筆節範築簡籌籍類糧糾約紀級終結給絡絡統絲綜緝網綱緊"
    "線編緣縣縮總績繁織繼續罰羅義聖聞聯聲職聽肅腦臨舉舊艙艱芻莊華萬葉蓋處號蘇蘭虛蟲術衛衝補裝"
    "裡製複見規視親覽覺觀觸計訂訊託設訪証評詢試話詳誌認誘語誠誤誦說課調談論諮諾謀謝講謹譜證譽"
    "讀變讓豬貌財貢貧貪貫責貯貴買貸費貿資賓賞賢賣賦質賬購轉轄辦邁郵鄉醜釀釐釘鈔銀銅銷鋪鋒錄錦"
    "鍵鎮鐘鑒鑄閏閃開閣閩闆闊闖隸隻雋電霧韋頁頌預頻顆類顯颱飯飲飼餘駕駛騎驅鬧鰲鷹鹽麗黃齡啟"
    "請將圍劃創優參夠極稅藝針並擬潛衝爲説臺詢擴遠達運鋭壓歡馮濱瀋遼寧貴陝贛閩魯豫滬渝瓊內蒙藏疆"
)
_SIMPLIFIED = (
    "报开关务与应实从来时间机构进对为业国会后发布布点击浏览阅读数据页号题标类别体类学习区县乡镇"
    "厅处党财审计农业渔业畜业环护监督质检验产员联系电话电邮递传真网址链结连站栏专项项条约纪录"
    "统计总结编辑责任许认证确准则绩评达标强调动态当处办办证设备铁军卫医疗药险劳动资产贸经济协"
    "议员离婚华汉语言简繁复复诉讼权责单双内无记忆见规范觉观广东庄园图书馆导领干部执行惩罚灾难"
    "变迁过还这边运输选择适续终绍细维络缩线练组织红级纳纯纸给统绝经绿紧绪缓总纵绩织缴续订讯讨"
    "训托记访设注评词试诗话该详语误说谁课调谈请论诸谋谓证识译议护让丰贝负贡贫货贩责贵买费资赔"
    "质赖购赠赢赶赵车轨软载较轻辆轮辞农适迟选遗邓郑释钢录钱锁镜长门闭问闲阅队阳阴陈陆际随隐"
    "虽杂离难云电灵静响顶顺须预颁顿头题额颜愿顾风飞养馆马驻验惊体发斗鲜鸟鱼麦黄点齐齿龙龟宁宝"
    "导届属岛岭师带币库厂废广张强弹后径征恒恶爱庆应怀战户抛扫择击担据扩摆摄败敌断于旧升历术楼"
    "枢标样树桥机横档检欧岁历归杀气决没冲况净减测汤沟灭满汉洁润滨济滥湾灾炉争尔墙奖独获现环玛"
    "画异当疯症皱盗盘众睁础礼离种称积稳穷竞笔节范筑简筹籍类粮纠约纪级终结给络络统丝综缉网纲紧"
    "线编缘县缩总绩繁织继续罚罗义圣闻联声职听肃脑临举旧舱艰刍庄华万叶盖处号苏兰虚虫术卫冲补装"
    "里制复见规视亲览觉观触计订讯托设访证评询试话详志认诱语诚误诵说课调谈论咨诺谋谢讲谨谱证誉"
    "读变让猪貌财贡贫贪贯责贮贵买贷费贸资宾赏贤卖赋质账购转辖办迈邮乡丑酿厘钉钞银铜销铺锋录锦"
    "键镇钟鉴铸闰闪开阁闽板阔闯隶只隽电雾韦页颂预频颗类显台饭饮饲余驾驶骑驱闹鳌鹰盐丽黄龄启"
    "请将围划创优参够极税艺针并拟潜冲为说台询扩远达运锐压欢冯滨沈辽宁贵陕赣闽鲁豫沪渝琼内蒙藏疆"
)
_PLAIN: dict[int, int | str] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys((0xA0, 0x3000, 0x2002, 0x2003, 0x2007, 0x202F, 0x2009, 0x200B, 0xFEFF), 0x20),
    **{ord(a): b for a, b in zip("﹙﹚［］【】﹝﹞〔〕〖〗", "()[][][][][]", strict=True)},
    **{ord(a): "-" for a in "—–―－─‐‑"},
    **{ord(a): ":" for a in "：﹕︰∶"},
    **{ord(a): "|" for a in "│┃｜"},
}
_TO_SIMPLIFIED: dict[int, int | str] = {
    ord(a): ord(b) for a, b in zip(_TRADITIONAL, _SIMPLIFIED, strict=True) if a != b
}
_FOLD = _PLAIN | _TO_SIMPLIFIED
_CHINESE = re.compile("[㐀-鿿]+")
_ANY_TRADITIONAL = re.compile(f"[{''.join(map(chr, _TO_SIMPLIFIED))}]+")
_LINE = 400
"""Characters of a line whose folded form is kept for the next rule that asks."""
_ANNOTATION = re.compile(r"(?<=[㐀-鿿])\([a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüê]{1,6}\)")


def fold(text: str) -> str:
    """The text with plain punctuation and simplified characters, of the same length."""
    return _fold_line(text) if len(text) <= _LINE else text.translate(_FOLD)


@lru_cache(maxsize=1024)
def _fold_line(text: str) -> str:
    """A line is compared by many rules one after the other, so its folded form is kept a while."""
    return text.translate(_FOLD)


def squeeze(text: str) -> str:
    """The folded text without any white space: what two printings of one title have in common."""
    return "".join(fold(text).split())


def plain(text: str) -> str:
    """As `squeeze`, also without the Latin syllables some mirrors set behind every character."""
    return _ANNOTATION.sub("", squeeze(text)) if "(" in fold(text) else squeeze(text)


def traditional_share(text: str) -> float:
    """Share of traditional characters among the Chinese ones, 0–1; 0 for text without Chinese."""
    chinese = len(text) - len(_CHINESE.sub("", text))
    return (len(text) - len(_ANY_TRADITIONAL.sub("", text))) / chinese if chinese else 0.0


def count_annotations(text: str) -> int:
    """How many characters are followed by their Latin reading in brackets, `條(tiáo)例`."""
    return len(_ANNOTATION.findall(fold(text)))
