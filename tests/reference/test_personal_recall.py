"""Recall and false hits of the finder of personal data, on generated samples."""

from collections import Counter
from random import Random

from govreport_site.reference.personal import find
from tests.prose_generator.contacts import look_alikes, samples
from tests.reference.masking import mask


def test_recall_by_kind() -> None:
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for sample in samples(Random(11), 1200):
        spans = {(f.kind, sample.text[f.start : f.end]) for f in find(sample.text)}
        for kind, printed in sample.truth:
            wanted[kind] += 1
            found[kind] += (kind, printed) in spans
    assert {k: found[k] / wanted[k] for k in ("identity", "mobile", "email")} == {
        "identity": 1.0,
        "mobile": 1.0,
        "email": 1.0,
    }
    assert found["person"] / wanted["person"] >= 0.98


def test_nothing_personal_is_left_after_masking() -> None:
    for sample in samples(Random(12), 600):
        masked = mask(sample.text)
        assert not [f for f in find(masked) if f.personal], masked


def test_look_alikes_are_not_taken() -> None:
    taken = [t for t in look_alikes(Random(13), 1500) if any(f.personal for f in find(t))]
    assert taken == []


ORDINARY = """
镇党委书记担任组长，镇长任第一副组长，由县委宣传部部长担任组长，各站所负责人为成员。
书记牵头抓总，镇长亲自部署、亲自过问，主任具体负责，局长常抓不懈，站长方便群众。
联系人员名单报县政务公开办。信息员队伍不断壮大，联络员会议每季度召开。审核人签字后发布。
与公安、法院联系，与人大代表、政协委员联系，请与县政务服务和公开管理局联系。
组长：镇长 副组长：分管副镇长 成员：各科室负责人、各村书记
责任编辑：办公室 编辑：县融媒体中心 来源：县人民政府 作者：本站
全体党员干部同志、各位委员、有关负责同志、分管领导同志、老干部老同志、党外同志。
毛泽东同志、邓小平同志、江泽民同志、胡锦涛同志、习近平同志。习近平总书记重要讲话精神。
统计负责人：    填报人：     联系电话：     填报日期：2017 年 1 月 5 日
单位负责人: 审核人: 填表人: 联系电话:
姓名 职务 分工 联系电话
主任科员1名，副主任科员2名；书记和主任、镇长及副镇长。
由分管副县长任组长，政府办主任、司法局局长任副组长，有关部门主要负责人为成员。
电话：0595-23232121，安溪 0595-23232121，石狮0595-88888888。
信息公开联系人：科室负责人。联系人：详见附件。联系人：值班人员
编辑：管理员 审核：张 发布：系统管理员
年初，石狮市长、张家港市长、龙海区区长、金山镇镇长参加会议。
"""


def test_ordinary_prose_names_nobody() -> None:
    lines = [line for line in ORDINARY.splitlines() if line]
    assert [line for line in lines if any(f.personal for f in find(line))] == []
