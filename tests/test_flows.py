"""Order flows: who does what with an order. Steps are written `群众·点单`; `-` stands for an actor unsaid."""

from __future__ import annotations

import pytest

from shijian_extract.chain import Extractor
from shijian_extract.records import OrderFlow


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


Row = tuple[str | None, str, str]


def told(extractor: Extractor, text: str) -> list[tuple[str | None, str | None, str]]:
    """Rule, name and steps of every flow of the text."""
    flows = [record for record in extractor(text).records if isinstance(record, OrderFlow)]
    return [(f.rule, f.name, " ".join(f"{s.actor or '-'}·{s.action}" for s in f.steps)) for f in flows]


# fmt: off
# Made up: name, steps, sentence.
STEPS: list[Row] = [
    (None, "村民·点单 镇所·派单 队员·接单 村民·评单", "推行“村民点单、镇所派单、队员接单、村民评单”服务模式。"),
    (None, "群众·点单 中心·派单 志愿者·接单", "实行群众点单、中心派单、志愿者接单。"),
    (None, "居民·下单 社区·汇单 中心·派单 团队·领单 居民·评单", "形成“居民下单—社区汇单—中心派单—团队领单—居民评单”的闭环。"),
    (None, "职工·出单 工会·审单 企业·接单", "探索“职工出单、工会审单、企业接单”的路子。"),
    (None, "群众·点单 中心·派单 志愿者·接单 群众·评单", "打通“群众点单→中心派单→志愿者接单→群众评单”全流程。"),
    (None, "群众·点单 党组织·派单 党员·接单 组织·晒单", "实行“群众点单、党组织派单、党员接单、组织晒单”五步工作法。"),
    (None, "-·点单 -·接单", "采取“线上点单+线下接单”方式。"),
    (None, "中心·吹哨 所站·派单 队伍·接单", "建立“中心吹哨、所站派单、队伍接单”机制。"),
    (None, "牧民·点单 嘎查站·收单 旗中心·派单 乌兰牧骑·送单", "通过牧民点单、嘎查站收单、旗中心派单、乌兰牧骑送单，演出送到蒙古包。"),
    (None, "渔民·点单 所站·配单 船队·接单 -·评单", "构建渔民点单、所站配单、船队接单、评单的流程。"),
    (None, "-·点单 -·派单 -·接单 -·评单", "“点单—派单—接单—评单”环环相扣。"),
    (None, "群众·点单 网格·报单 街道·派单", "依托“群众点单、网格报单、街道派单”机制，小事不过夜。"),
    (None, "群众·点单 中心·派单 志愿者·接单 群众·评单", "群众线上点单，中心统一派单，志愿者及时接单，最后由群众评单。"),
    (None, "学生·点单 名师·接单", "学生扫码点单、名师上门接单。"),
    (None, "渔民·下单 “海燕”救援队、“渔火”骑手队·抢单", "渔民一键下单，“海燕”救援队、“渔火”骑手队争相抢单。"),
    (None, "群众·点单 政府·买单", "把“群众点单、政府买单”作为惠民举措。"),
    (None, "职工·出单 工会·审单 企业·买单", "探索“职工出单、工会审单、企业买单”的路子。"),
    (None, "企业·出单 银行·兑单", "在园区另有办法，企业出单、银行兑单。"),
    # How soon or how it is done is no part of the actor, and no end of the flow.
    (None, "社区·派单 志愿者·接单", "社区审核派单，志愿者48小时内接单。"),
    (None, "村民·下单 站长·派单", "村民在微信群里下单，站长十分钟派单。"),
    (None, "平台·派单 骑手志愿者·抢单 老人·评单", "平台自动派单，骑手志愿者抢单，老人评单。"),
    (None, "老人·点单 社区·派单 ‘红石榴’服务队·接单", "实行“老人点单、社区派单、‘红石榴’服务队接单”。"),
]
NAMED: list[Row] = [
    ("点单式", "", "东山县推广“点单式”志愿服务。"),
    ("点单派单式", "", "探索点单派单式服务，让供需对得上。"),
    ("派单式", "", "变“派单式”为群众自选。"),
    ("点单式", "", "云和县“点单式”服务进茶园。"),
]
NAMED_STEPS: list[Row] = [
    ("四单", "住户·点单 驿站·派单 红马甲·接单 住户·评单", "试行“住户点单、驿站派单、红马甲接单、住户评单”的“四单”模式。"),
    ("四单", "百姓·出单 站点·制单 中心·配单 志愿者·送单", "推行“四单”工作法：百姓出单、站点制单、中心配单、志愿者送单。"),
    ("五单联动", "居民·点单 网格·收单 中心·派单 队伍·接单 居民·评单", "建立“居民点单、网格收单、中心派单、队伍接单、居民评单”的“五单联动”机制。"),
    ("帆船订单", "渔民·点单 中心·派单 志愿者·接单", "“帆船订单”服务模式，即渔民点单、中心派单、志愿者接单。"),
    ("四单", "农户·点单 专家·派单 农技员·接单 效果·评单", "按照“农户点单、专家派单、农技员接单、效果评单”四单制，农技送到田头。"),
    ("四单", "-·点单 -·派单 -·接单 -·评单", "构建“点单、派单、接单、评单”四单工作机制。"),
    # One 单 for all the verbs.
    ("四单", "-·点单 -·派单 -·接单 -·评单", "形成“点、派、接、评”四单闭环。"),
    ("四单联动", "-·点单 -·派单 -·接单 -·评单", "健全“点派接评”四单联动机制。"),
    ("三单", "村民·点单 所站·派单 队员·接单", "实行“三单”制，村民点单、所站派单、队员接单。"),
]
# One flow told again is one record: name, steps, and how many spans tell it.
RETOLD: list[tuple[str | None, str, int, str]] = [
    (None, "居民·点单 中心·派单 志愿者·接单 居民·评单", 2,
     "推行“居民点单、中心派单、志愿者接单、居民评单”。一年下来，居民点单、志愿者接单成了习惯。"),
    ("点单式", "群众·点单 中心·派单 志愿者·接单", 2, "云和县推广“点单式”服务。群众点单、中心派单、志愿者接单，一气呵成。"),
    (None, "居民·点单 中心·派单 志愿者·接单 居民·评单", 2,
     "居民点单、中心派单，供需对上了。如今“居民点单、中心派单、志愿者接单、居民评单”已成常态。"),
    ("点单派单式", "", 2, "推广点单式服务。点单派单式服务受欢迎。"),
]
# How the steps are told: one actor for two, the last without 单, over a full stop, between dashes, counts beside.
TOLD: list[tuple[str, str]] = [
    ("居民·点单 中心·收单 中心·分单 队伍·跑单 居民·评单", "实行居民点单、中心收单、分单、队伍跑单、居民评单。"),
    ("茶农·下单 合作社·派单 农技员·接单 茶农·点评", "茶农“下单”，合作社“派单”，农技员“接单”，收尾由茶农“点评”。"),
    ("渔民·递单 船长·传单 码头·接单 队员·办单", "渔民递单—船长传单—码头接单—队员办单。"),
    ("楼长·点单 驿站·派单 队员·接单 队员·回单", "楼长代写点单，驿站两小时内派单，队员接单后24小时内回单，上半年办单75件。"),
    ("群众·下单 驿站·派单 队员·接单", "群众下单。驿站问清后派单到各队，哪支队员接单。"),
]
TWO_FLOWS: list[tuple[list[str], str]] = [
    (["群众·点单 中心·派单 志愿者·接单", "企业·下单 园区·配单"],
     "在乡村，群众点单、中心派单、志愿者接单。在园区，另有一套办法，企业下单、园区配单，各得其所。"),
]
# …单 that is a paper, a word of its own, or alone.
NO_FLOWS: list[str] = [
    "公布志愿服务名单。", "列出任务清单、责任清单。", "推出“菜单”，列好清单。", "下单位调研，接单位电话。", "传单发了三千份，订单来自全国。",
    "公示账单、罚单、保单。", "他孤单的日子过去了。", "晒出成绩单，亮出责任清单。", "办法简单，效果不简单。", "床单被罩都是新的。",
    "她的药单写得清楚，菜单也改了。", "各单位、每单元都有人管。", "发出倡议书和宣传单。", "志愿者接单后马上出发。",
    "从“端菜”到“点单”，服务变了样。", "每接一单，就记一次积分。", "推行“订单式”培训、“菜单式”服务。", "他抢着买单，接了一单又一单。",
]
# fmt: on


@pytest.mark.parametrize(("name", "steps", "text"), STEPS)
def test_steps_without_a_name(extractor: Extractor, name: str | None, steps: str, text: str) -> None:
    assert told(extractor, text) == [("flow.steps", name, steps)]


@pytest.mark.parametrize(("steps", "text"), TOLD)
def test_how_steps_are_told(extractor: Extractor, steps: str, text: str) -> None:
    assert told(extractor, text) == [("flow.steps", None, steps)]


@pytest.mark.parametrize(("name", "steps", "text"), NAMED)
def test_modes_that_are_only_named(extractor: Extractor, name: str | None, steps: str, text: str) -> None:
    assert told(extractor, text) == [("flow.named", name, steps)]


@pytest.mark.parametrize(("name", "steps", "text"), NAMED_STEPS)
def test_named_modes_with_their_steps(extractor: Extractor, name: str | None, steps: str, text: str) -> None:
    assert told(extractor, text) == [("flow.named-steps", name, steps)]


@pytest.mark.parametrize(("name", "steps", "spans", "text"), RETOLD)
def test_a_flow_told_again_is_one_record(
    extractor: Extractor, name: str | None, steps: str, spans: int, text: str
) -> None:
    (flow,) = [record for record in extractor(text).records if isinstance(record, OrderFlow)]
    assert (flow.name, " ".join(f"{s.actor or '-'}·{s.action}" for s in flow.steps), len(flow.evidence)) == (
        name,
        steps,
        spans,
    )


@pytest.mark.parametrize(("steps", "text"), TWO_FLOWS)
def test_different_flows_stay_apart(extractor: Extractor, steps: list[str], text: str) -> None:
    assert [flow for _, _, flow in told(extractor, text)] == steps


@pytest.mark.parametrize("text", NO_FLOWS)
def test_papers_and_other_words_are_no_flow(extractor: Extractor, text: str) -> None:
    assert told(extractor, text) == []
