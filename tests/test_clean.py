"""Layout noise: what the cleaning room takes out, what it keeps, and that the way back to the source never breaks."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shijian_extract.clean import clean
from shijian_extract.clean.marks import fold_marks

# fmt: off
# Made up: clean text, source.
LAYOUT: dict[str, list[tuple[str, str]]] = {
    "spaces in short lines of a paragraph": [
        ("文明实践所3个、实践站12个，人人参加。", "文明实践 所3个、实践站\n12个，人人参加。"),
        ("而邻近的清水县有新时代文明实践所23个。", "\u3000\u3000而邻近的清 水县有新\n时代文明实践所23个。"),
    ],
    "numbers over a break": [
        ("服务时长超8.4万小时。", "服务时长超\n\n８ ． ４万小时。"),
        ("发放手册4000余册。", "发放手册4000\n\n余册。"),
    ],
    "items of a list": [
        ("结果如下：\n一、优秀项目（2个）\n一等奖：甲\n二等奖：乙", "结果如下：\n一、优秀项目（2个）\n一等奖：甲\n二等奖：乙"),
        ("两支队拿下全市合唱比赛一、二、三等奖。", "两支队拿下全市合唱比赛\n一、二、三等奖。"),
    ],
    "a column breaks a word or a sentence": [
        ("渔排上的新时代文明实践站来了新队员。", "渔排上的新时代文明实\n践站来了新队员。"),
        ("云和县把课堂搬进茶园，讲政策、教手艺，茶农听得津津有味。", "云和县把课堂搬进茶园，讲政\n策、教手艺，茶农听得津津有\n味。"),
        ("志愿者320名。", "志愿者3\n20名。"),
    ],
    "a blank line stands in mid-sentence": [
        ("队员们走村串寨，把政策讲给牧民听。", "队员们走村串寨，\n\n把政策讲给牧民听。"),
        ("她是村里的宣讲员。每到农闲，她便挨家挨户讲政策，把大道理讲成家常话。",
         "她是村里的宣讲员。每到农闲，她便挨家挨户\n\n讲政策，把大道理讲成家常话。"),
        ("唱响“渔歌唱晚、文明入船”的品牌。", "唱响“渔歌唱晚、\n\n文明入船”的品牌。"),
    ],
    "a headline is spaced out": [
        ("文明新风", "文 明 新 风"),
        ("山海之间文明花", "山 海 之 间  文 明 花"),
        ("岛上春来早 志愿正当时", "岛上春来早 志愿正当时"),
    ],
    "spaces of every kind stand inside words": [
        ("走进新时代文明实践站，茶还热着。", "走进新时代文\xa0明实践站，茶还热着。"),
        ("开展活动，群众叫好。", "开展\u3000活动，群众\u3000叫好。"),
        ("开展活动，群众叫好。", "开展\u2003活动，群众\u202f叫好。"),
        ("大米山上，人人都是志愿者。", "大米 山上，人人都 是志愿者。"),
    ],
    "digits are spaced apart": [
        ("志愿者900多名。", "志愿者 900 多名。"),
        ("志愿者1200名。", "志愿者1 200名。"),
        ("2023年，活动2760场。", "2 0 2 3年，活动2 760场。"),
        ("授课3.2万场次。", "授课3. 2 万 场次。"),
        ("化解率98.6%。", "化解率98. 6 % 。"),
        ("第3届，有15支队伍。", "第 3 届，有 15 支队伍。"),
    ],
    "letters keep the space between words": [
        ("播放MV，成立App小组。", "播放 MV，成立 App 小组。"),
        ("名为Happy Home的小站", "名为 Happy Home 的小站"),
    ],
    "quotation marks of every kind": [
        ("“渔歌”宣讲队", "「渔歌」宣讲队"),
        ("“‘理’响海岛”项目", "「『理』响海岛」项目"),
        ("“渔歌”宣讲队和“海燕”小队", "\"渔歌\"宣讲队和\"海燕\"小队"),
        ("“渔歌”宣讲队", "“渔歌”宣讲队"),
        ("‘渔歌’宣讲队", "'渔歌'宣讲队"),
        # A paragraph that leaves one open does not turn those of the next.
        ("“渔歌上岸了。\n“海燕”来了。", "\"渔歌上岸了。\n\n\"海燕\"来了。"),
    ],
    "half-width punctuation": [
        ("讲政策，教手艺；问需求（送温暖）。", "讲政策,教手艺;问需求(送温暖)。"),
        ("他问：来不来？来！", "他问:来不来?来!"),
        ("1,200人，9:30开场", "1,200人,9:30开场"),
    ],
    "full-width letters and digits": [
        ("2023年A队", "２０２３年Ａ队"),
        ("98%", "98％"),
        ("8+N", "８＋Ｎ"),
    ],
    "stamps of web sites": [
        ("山村有了小讲堂。", "山村有了小讲堂。转载请注明出处"),
        ("山村有了小讲堂。", "山村有了小讲堂。内容来自dedecms"),
        ("山村有了小讲堂。", "山村有了小讲堂。aB3xQ7"),
        ("山村有了小讲堂。", "山村有了小讲堂。copyright dedecms"),
        # The paragraph ends where its stamp is taken off.
        ("山村有了小讲堂。\n孩子们来了。", "山村有了小讲堂。aB3xQ7\n\n孩子们来了。"),
        ("第一段讲完了。\n第二段讲完了。", "第一段讲完了。云和文明网\n\n第二段讲完了。云和文明网"),
        # A tail that stands once is a sentence.
        ("第一段讲完了。云和再出发", "第一段讲完了。云和再出发"),
    ],
    "marks that nobody sees, and line ends of every system": [
        ("走进新时代文明实践站，茶还热着。", "\ufeff走进新时代\u200b文明\u200d实践\u2060站，茶还热着。"),
        ("新时代文明实践站", "新时代\u200b文明实践站"),
        ("第一段。\n第二段。", "第一段。\r\n第二段。"),
        ("渔排上的实践站来了新队员。", "渔排上的实践\r\n站来了新队员。"),
        ("第一段。\n第二段。", "第一段。\u2029第二段。"),
    ],
    "paragraphs stay apart": [
        ("第一段到此为止。\n第二段从这里起。", "第一段到此为止。\n第二段从这里起。"),
        ("第一段到此为止。\n第二段从这里起。", "　　第一段到此为止。\n　　第二段从这里起。"),
        ("“真好！”她说。\n第二段。", "“真好！”她说。\n\n第二段。"),
        ("他笑了。”\n第二段。", "他笑了。”\n第二段。"),
        ("站里真热闹\n▲志愿者在剪纸", "站里真热闹\n▲志愿者在剪纸"),
    ],
    "a headline is not joined to the body": [
        ("海岛新风\n东山县的渔排上，每天都有志愿者送来热茶，讲讲政策，拉拉家常。",
         "海岛新风\n\n东山县的渔排上，每天都有志愿者送来热茶，讲讲政策，拉拉家常。"),
        ("海岛新风\n——东山县文明实践见闻\n东山县的渔排上，每天都有志愿者送来热茶，讲讲政策，拉拉家常。",
         "海岛新风\n\n——东山县文明实践见闻\n\n东山县的渔排上，每天都有志愿者送来热茶，讲讲政策，拉拉家常。"),
    ],
    "nothing": [("", ""), ("", " \n\u3000\t"), ("好", "好")],
}
# fmt: on


@pytest.mark.parametrize(("expected", "source"), [row for rows in LAYOUT.values() for row in rows])
def test_layout_noise(expected: str, source: str) -> None:
    assert clean(source).text == expected


# What a folded character may read as in clean text: punctuation is full-width, quotes are curled, and a gap is kept, where
# it is, as one space or line feed.
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
FORMS = {
    '"': "“”",
    "'": "'‘’",
    ",": ",，",
    "，": "，,",
    ":": ":：",
    ";": "；",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
}
FORMS |= {char: f" \n{char}" for char in [*UNSEEN, *filter(str.isspace, map(chr, range(0x3001)))]}


def holds(source: str) -> None:
    """Every kept character stands in the source where the map says, in the same order."""
    text = clean(source)
    offsets = [text.source_offset(offset) for offset in range(len(text.text))]
    assert offsets == sorted(set(offsets))
    assert all(0 <= offset < len(source) for offset in offsets)
    folded = fold_marks(source)
    assert all(kept in FORMS.get(folded[at], folded[at]) for kept, at in zip(text.text, offsets, strict=True))
    if offsets:
        assert text.source_span(0, len(text.text)) == (offsets[0], offsets[-1] + 1)


GENRE = [
    "新时代文明实践站", "志愿者", "900", "多名", "“", "”", "「", "」", '"', "'", "，", ",", "。", "！", "（", "）", "(", ")",
    " ", "\u3000", "\xa0", "\u200b", "\n", "\n\n", "\r\n", "转载请注明出处", "copyright dedecms", "云和文明网", "aB3xQ", "1,200", "98. 6 %", "▲", "——",
    "《", "》", "A", "b", ":", "…",
]  # fmt: skip


@given(st.text())
@example("\u200b")
@example('"\n"')
@example("。aB3xQ")
@example("\ud800")
def test_the_way_back_holds_for_any_text(source: str) -> None:
    holds(source)


@given(st.lists(st.sampled_from(GENRE), max_size=40).map("".join))
@example("第一段。云和文明网\n\n第二段。云和文明网")
@example("。转载请注明出处转载请注明出处\n")
def test_the_way_back_holds_for_text_of_the_genre(source: str) -> None:
    holds(source)
