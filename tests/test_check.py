"""What does not add up: one row is texts with their dates, and the kinds of findings expected of them."""

from __future__ import annotations

import json
import re
import time
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import shijian_extract
from shijian_extract.chain import Extractor
from shijian_extract.cli import app
from shijian_extract.records import Article, Quantity
from shijian_extract.show.findings import finding_lines, findings_text
from shijian_extract.study import KINDS, Checker, Settings, find_contradictions, kind_names
from shijian_extract.study.checks.bounds import apart, plausible

Row = tuple[str, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def articles(extractor: Extractor, reports: list[tuple[str, str]]) -> list[Article]:
    return [extractor(text, id=f"r{n}", published=day or None) for n, (day, text) in enumerate(reports)]


def kinds(extractor: Extractor, reports: list[tuple[str, str]]) -> str:
    return " ".join(one.kind for one in find_contradictions(articles(extractor, reports)))


DAY = "2023-12-20"


def one(kind: str, text: str) -> Row:
    return kind, [(DAY, text)]


# fmt: off
TWO_VALUES: list[Row] = [
    one("two-values", "桃源县去年帮扶困难家庭1346户。回访时，去年受帮扶的1364户困难家庭都说满意。"),
    one("two-values", "今年上半年，桃源县认领微心愿860个，均已实现。今年上半年，全县实现微心愿680个。"),
    one("", "桃源县漆河镇共有志愿服务队46支。桃源县共有志愿服务队320支。"),
    one("", "桃源县盘塘镇组织的交通志愿者走上路口，共有260名。桃源县共有注册志愿者4.6万人。"),
    one("", "桃源县注册志愿者4.6万人。眼下，全县有2600名志愿者在堤上值守。"),
    one("two-values", "桃源县3万名志愿者点亮文明之光\n\n桃源县现有注册志愿者4.6万人，组建志愿服务队伍320支。"),
    one("two-values", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。入冬以来，队员走村串户。目前，全县新时代文明实践所14个、新时代文明实践站134个全部开放。"),
    one("two-values", "全县共有志愿服务队伍30支。文明实践，队伍是关键。目前，桃源县已组建志愿服务队伍42支，活跃在城乡。"),
    one("two-values", "桃源县今年以来累计开展志愿服务活动1286场。活动多了，人心齐了。今年以来，全县共开展志愿服务活动1826场，群众拍手叫好。"),
    one("two-values", "桃源县现有注册志愿者46382名。志愿者越来越多。截至目前，全县注册志愿者达3.8万名。"),
    one("two-values", "桃源县：1200场活动暖人心\n\n今年，桃源县累计开展文明实践活动1800场，惠及群众3.2万人次。"),
    one("two-values", "桃源县建有文明实践基地12个。说起基地，大家都竖大拇指。全县18个新时代文明实践基地各有特色。"),
    # Approximations that agree.
    one("", "桃源县近3万名志愿者点亮文明之光\n\n桃源县现有注册志愿者29400人。"),
    one("", "桃源县4.6万名志愿者活跃城乡\n\n桃源县现有注册志愿者46382人。"),
    one("", "桃源县3万余名志愿者活跃城乡\n\n桃源县现有注册志愿者3.2万人。"),
    one("", "全市注册志愿者144.2万余人。志愿服务蔚然成风。目前，桂林市共有注册志愿者144.25万人。"),
    # A part, an occasion, an increase, a goal, an average, another place, another time.
    one("", "桃源县现有注册志愿者46000人。活动当天，200名志愿者参加了清洁行动。"),
    one("", "桃源县建成新时代文明实践站134个。其中，示范站20个。今年，全县评出新时代文明实践示范站18个。"),
    one("", "桃源县现有志愿者4.6万人。全县党员志愿者1.2万人，人人有岗位。"),
    one("", "桃源县现有新时代文明实践站134个。今年全县新增新时代文明实践站20个。"),
    one("", "桃源县现有注册志愿者4.6万人。到2025年，全县注册志愿者力争达到6万人。"),
    one("", "桃源县共有志愿服务队伍320支。平均每个村有志愿服务队伍2支。"),
    one("", "桃源县建成新时代文明实践站134个。相邻的石门县建成新时代文明实践站206个。"),
    one("", "去年，全县共开展志愿服务活动980场。今年，桃源县累计开展志愿服务活动1286场。"),
    one("", "桃源县志愿者由3万人增加到4.6万人。目前，全县共有注册志愿者4.6万人。"),
    one("", "桃源县累计征集微心愿860个。目前，全县共实现微心愿810个。"),
    one("", "桃源县今年累计开展志愿服务活动1286场。重阳节期间，全县共开展志愿服务活动86场。"),
    one("", "桃源县建成志愿服务队伍320支。漆河镇共有志愿服务队伍28支。"),
    one("", "桃源县现有志愿者5.6万人。全县活跃志愿者2.3万人。"),
    one("", "桃源县有新时代文明实践站134个。从常德市来看，全域共建成新时代文明实践站2206个。"),
    one("", "“银发”服务队累计开展活动360场。桃源县累计开展活动620场。"),
    one("", "桃源县现有新时代文明实践站303个。全县已有286个新时代文明实践站评上星级。"),
    one("", "桃源县推行“1345”工作法：1个目标、3类阵地、4项机制、5支志愿服务队。全县组建志愿服务队320支。"),
    # What a part is called, though nothing stands between.
    one("two-values", "区中心直属已建立16支专业志愿服务队。年底，对中心直属30支志愿服务队伍逐一考评。"),
    # The later number of the two is the smaller; what is looked back on; places that are entered; all on one day.
    one("two-values", "桃源县近3万名志愿者守望沅水。翻开名册，到11月底，全县注册志愿者31420人。"),
    one("two-values", "桃源县现有志愿服务队204支，涵盖助老、护河、宣讲。说起家底，这240支队伍个个有队旗。"),
    one("two-values", "走进桃源县，新时代文明实践站二百一十三个，个个有戏唱。县委宣传部介绍，全县已建成实践站231个。"),
    one("two-values", "9月9日，桃源县在体育场办敬老宴，150余名志愿者参加。宴席摆了60桌。收工清点，志愿者当天共132名。"),
    one("", "9月9日上午，桃源县在体育场办敬老宴，150余名志愿者参加。下午，漆河镇来了32名志愿者打扫。"),
    one("", "桃源县有志愿者5.2万名。本报上月报道中“桃源县志愿者2.5万名”有误，应为5.2万名。"),
    one("", "图①：桃源县32名志愿者在扫雪。图②：桃源县56名志愿者在植树。"),
    one("", "桃源县现有志愿服务队204支。评星那天，8支村里的队伍上台，这8支队伍都有绝活。"),
]
PARTS_TOTAL: list[Row] = [
    one("parts-total", "一是县里抓专业，组建服务队6支。二是乡里抓统筹，组建服务队20支。三是村里抓日常，组建服务队210支。三级队伍共计256支。"),
    one("parts-total", "桃源县去年宣讲540场。其中，一季度宣讲160场，二季度宣讲140场，三季度宣讲150场，四季度宣讲120场。"),
    one("parts-total", "漆河镇共有志愿服务队17支，其中村级队6支、镇级队12支。"),
    one("", "漆河镇共有村居11个，其中2个社区、4个行政村评上了星级。"),
    one("parts-total", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。县领导包联全县148个新时代文明实践所（站）。"),
    one("parts-total", "桃源县建成1个新时代文明实践中心、19个新时代文明实践所、143个新时代文明实践站，共建成中心所站172个。"),
    one("parts-total", "桃源县注册志愿者3万人，其中党员志愿者4万人。"),
    one("parts-total", "桃源县共有志愿服务队120支，分别为县级队20支、乡镇队40支、村级队50支。"),
    one("parts-total", "桃源县建成新时代文明实践所16个、新时代文明实践站134个，合计148个。"),
    one("parts-total", "桃源县共建成文明实践阵地120个，其中新时代文明实践所16个、新时代文明实践站134个。"),
    one("parts-total", "桃源县建有新时代文明实践站200个，其中村级站150个、社区站30个。"),
    # They add up, or nobody says that these are all.
    one("", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。县领导包联全县150个新时代文明实践所（站）。"),
    one("", "桃源县建成1个新时代文明实践中心、19个新时代文明实践所、143个新时代文明实践站，共建成中心所站163个。"),
    one("", "桃源县共建成文明实践阵地300个，其中新时代文明实践所16个、新时代文明实践站134个。"),
    one("", "桃源县注册志愿者3万人，其中党员志愿者1.2万人、青年志愿者9000人。"),
    one("", "桃源县共有志愿服务队120支，包括理论宣讲队20支、文艺队40支、助老队30支等。"),
    one("", "桃源县建有新时代文明实践站200个，其中村级站150个、社区站50个。"),
    one("", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。评估组走进20个新时代文明实践所（站）。"),
    one("parts-total", "桃源县共有志愿服务队417支：县直单位19支，乡镇街道22支，村和社区430支。"),
    one("parts-total", "由17支县级队伍、24支镇级队伍、330支村级队伍组成，桃源县志愿服务队伍总数为317支。"),
    one("parts-total", "桃源县160个新时代文明实践所、站全部挂牌，其中所12个，站138个。"),
    one("parts-total", "桃源县三级阵地总数达413个，即新时代文明实践中心1个、实践所14个、实践站368个。"),
    one("parts-total", "桃源县共有志愿者6.05万人，党员志愿者71629人。"),
    one("", "桃源县三级阵地总数达383个，即新时代文明实践中心1个、实践所14个、实践站368个。全县另有新时代文明实践点60个。"),
    one("", "桃源县把书屋都用起来，新时代文明实践所10个、站245个等各类阵地共363个。"),
    one("", "桃源县志愿服务队由428支整合为305支，其中县直专业队12支、乡镇突击队33支、村级队190支，余下的是社会组织。"),
    one("", "桃源县建成实践站148个。其中，长岭镇组建志愿服务队300支。"),
    one("", "当天，桃源县开展宣讲活动38场，1500余人次受益；今年前4个月，这两个数字分别为340场和近1.2万人次。"),
    # Quarters and halves of the year, shares, what was met, money, halves and all others, sums in other words.
    one("parts-total", "今年一季度，桃源县开展志愿服务活动310场。二季度，桃源县开展志愿服务活动402场。上半年，桃源县共开展志愿服务活动692场。"),
    one("parts-total", "全年举办宣讲640场，一季度140场、二季度160场、三季度180场、四季度190场。"),
    one("parts-total", "桃源县上半年开展志愿服务活动1200场。全县一季度开展志愿服务活动1310场。"),
    one("parts-total", "桃源县志愿者学历构成：大专以上占38%，高中占34%，初中及以下占36%。"),
    one("parts-total", "桃源县志愿者中，男性占46%，女性占64%。"),
    one("parts-total", "今年，桃源县各站收到群众诉求820件，已办结876件。"),
    one("parts-total", "桃源县今年征集微心愿520个，点亮微心愿560个。"),
    one("parts-total", "桃源县共筹集资金200万元，其中财政90万元、企业捐赠80万元、村民自筹50万元。"),
    one("parts-total", "桃源县有志愿者1.86万人，男性0.9万人，女性1.1万人。"),
    one("parts-total", "全年开展文明实践活动900场，理论宣讲260场、文艺演出210场、科普服务180场、法律咨询150场、其他140场。"),
    one("parts-total", "桃源县建起1个中心、24个所、318个站，合起来是353个阵地。"),
    one("", "今年一季度，桃源县开展志愿服务活动310场。二季度，桃源县开展志愿服务活动402场。上半年，桃源县共开展志愿服务活动712场。"),
    one("", "桃源县志愿者学历构成：大专以上占38%，高中占34%，初中及以下占28%。"),
    one("", "桃源县志愿者中，党员占41%，女性占62%，大学生占17%。"),
    one("", "活动满意率98%，知晓率95%，参与率76%。"),
    one("", "今年，桃源县收到诉求320件，连同上年结转的，共办结346件。"),
    one("", "桃源县有队伍260支，理论宣讲队有60支，文艺队有70支。"),
    one("", "桃源县共有实践所12个、实践站136个，加上县中心共149个阵地。"),
]
SLOGAN_PARTS: list[Row] = [
    one("slogan-parts", "桃源县构建“1+4+N”体系：“1”是一个总队，“4”是理论、文艺、医疗三类队伍，“N”是村里的小队。"),
    one("slogan-parts", "桃源县围绕“1345”思路展开，即突出一个主题、建强三支队伍、办好四件实事。"),
    one("slogan-parts", "桃源县推行组长、栋长、巷长、街长“三长”联动。"),
    one("", "桃源县推行组长、栋长、巷长“三长”联动。"),
    one("slogan-parts", "桃源县落实“14536”总要求（一个目标、四个定位、五项工作、三个到位），稳步推进。"),
    one("slogan-parts", "桃源县按照“五有”标准，即有场所、有队伍、有活动、有机制，建好每个站点。"),
    one("slogan-parts", "桃源县推进“四化”建设：制度化、常态化、品牌化。"),
    one("slogan-parts", "桃源县坚持有场所、有队伍、有活动、有项目的“五有”标准。"),
    one("slogan-parts", "桃源县推行“三亮三比”，即亮身份、亮承诺、比作风、比服务、比业绩。"),
    one("slogan-parts", "桃源县建立“四项机制”（点单机制、派单机制、评单机制）。"),
    one("", "桃源县落实“14536”总要求（一个目标、四个定位、五项工作、三个到位、六种能力），稳步推进。"),
    one("", "桃源县按照“五有”标准，即有场所、有队伍、有活动、有项目、有机制，建好每个站点。"),
    one("", "桃源县按照“五有”标准，即有场所、有队伍等，建好每个站点。"),
    one("", "桃源县推进“四化”建设：制度化、常态化、品牌化、项目化，一年一个样。"),
    one("", "桃源县推进“五有”建设，有声有色，有条不紊。"),
    one("", "桃源县打造理论宣讲、教育服务等“五大平台”，服务群众。"),
    one("", "桃源县制度化、常态化推进“三下乡”活动。"),
    one("slogan-parts", "桃源县坚持“1+4+6”工作法，做到1个总队、5支骨干队、6支特色队。"),
    one("slogan-parts", "三个平台、两个目标、三类阵地，这就是桃源县的“123”工作法。"),
    one("slogan-parts", "对照“六统一”规范（统一考核、统一制度、统一管理、统一着装、统一流程），桃源县逐站验收。"),
    one("", "桃源县按照“1234+N”思路（即1个中心、2个平台、3支队伍、4项机制、N个点位）推进。"),
    one("", "桃源县落实“三问三送”制度，问需求、问困难、问意见，送政策、送服务、送温暖。"),
    one("", "围绕“六统一”标准，桃源县对舞台、步道、书屋逐一整修。"),
    # Numbered, sentence by sentence, behind any noun, with quotation marks, behind a verb.
    one("slogan-parts", "什么是“五讲”？册子上写明：一讲健康，二讲科技，三讲法律，四讲理财。"),
    one("slogan-parts", "所谓“四讲”，一是讲政策，二是讲故事，三是讲变化。"),
    one("slogan-parts", "实践站达到“五有”要求。有场地，宽敞明亮。有队伍，人人轮岗。有活动，月月不断。有经费，专款专用。验收一次通过。"),
    one("slogan-parts", "“四心”志愿队，热心、细心、耐心，老人最认他们。"),
    one("slogan-parts", "推行“四单”机制：群众“点单”、中心“派单”、志愿者“接单”。"),
    one("slogan-parts", "桃源县以“四进”为抓手，让志愿服务进农村、进社区、进校园。"),
    one("", "什么是“四讲”？册子上写明：一讲健康，二讲科技，三讲法律，四讲理财。"),
    one("", "实践站达到“五有”要求。有场地，宽敞明亮。有队伍，人人轮岗。有活动，月月不断。有经费，专款专用。往后还盼有笑声。"),
    one("", "推行“四单”机制：群众“点单”、中心“派单”、志愿者“接单”、群众“评单”。"),
    one("", "“四讲”小分队每到一处，讲政策、讲故事，讲到大家心坎里。"),
    one("", "“五有”实践站，有声有色、有滋有味。"),
]
OVER_TIME: list[Row] = [
    ("fall", [("2022-03-10", "桃源县建成新时代文明实践站134个。"), ("2023-05-20", "桃源县建成新时代文明实践站126个。")]),
    ("jump", [("2022-03-10", "桃源县设立“橘园课堂”46个。"), ("2023-05-20", "桃源县设立“橘园课堂”480个。")]),
    ("repeat", [("2022-12-30", "2022年，桃源县调处邻里纠纷593起。"), ("2023-12-28", "2023年，桃源县调处邻里纠纷593起。")]),
    ("", [("2022-03-10", "桃源县有文明实践基地38处。"), ("2023-05-20", "桃源县31处文明实践基地评为优秀。")]),
    ("", [("2022-03-10", "桃源县40余支志愿服务队走进社区送水。"), ("2022-03-20", "桃源县现有志愿服务队389支。")]),
    ("fall", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "桃源县共有注册志愿者3.2万人。")]),
    ("fall", [("2023-05-20", "桃源县建成新时代文明实践所12个、新时代文明实践站134个。"), ("2022-03-10", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。")]),
    ("fall", [("2022-03-10", "截至2021年底，桃源县组建志愿服务队伍320支。"), ("2023-05-20", "目前，桃源县组建志愿服务队伍210支。")]),
    ("jump", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "桃源县共有注册志愿者52万人。")]),
    ("jump", [("2022-03-10", "2021年，桃源县共开展志愿服务活动320场。"), ("2023-03-20", "2022年，桃源县共开展志愿服务活动3800场。")]),
    ("repeat", [("2022-01-10", "2021年，桃源县共开展志愿服务活动1286场。"), ("2023-01-20", "2022年，桃源县共开展志愿服务活动1286场。")]),
    ("repeat", [("2022-01-10", "桃源县共有注册志愿者46382人。"), ("2023-01-20", "一年来，桃源县共有注册志愿者46382人。")]),
    ("approximate", [("2023-05-02", "桃源县有近3万名注册志愿者。"), ("2023-05-20", "桃源县共有注册志愿者3.2万人。")]),
    ("approximate", [("2024-01-10", "2023年，桃源县共开展志愿服务活动3000余场。"), ("2024-05-20", "2023年，桃源县累计开展志愿服务活动4200场。")]),
    ("two-values", [("2024-01-10", "截至2023年底，桃源县共有志愿服务队伍30支。"), ("2024-02-20", "截至2023年底，桃源县共有志愿服务队伍42支。")]),
    # Running totals, hours, names with a copula, words that bound each other.
    ("fall", [("2021-11-20", "截至6月底，桃源县累计服务时长86万小时。"), ("2022-11-20", "平台上线以来，桃源县累计志愿服务时长71万小时。")]),
    ("fall", [("2022-10-10", "今年以来，桃源县开展文明实践活动1860场。"), ("2022-12-28", "今年，桃源县共开展文明实践活动1420场。")]),
    ("fall", [("2021-06-01", "桃源县文明实践点有312处。"), ("2022-08-01", "桃源县文明实践点目前为258处。")]),
    ("repeat", [("2022-01-10", "过去一年，桃源县为群众办实事2417件。"), ("2023-01-10", "2022年，桃源县为群众办实事2417件。")]),
    ("approximate", [("2022-06-01", "桃源县注册志愿者超8万人。"), ("2022-06-20", "桃源县注册志愿者近8万人。")]),
    ("", [("2022-06-01", "桃源县注册志愿者近8万人。"), ("2022-06-20", "桃源县注册志愿者超8万人。")]),
    ("fall", [("2022-05-01", "桃源县的“道德银行”共有136家。"), ("2023-05-01", "桃源县“道德银行”现有98家。")]),
    ("", [("2020-05-01", "桃源县注册志愿者2600人。"), ("2022-05-20", "三年时间，桃源县注册志愿者从2600人增加到2.8万人。")]),
    # Merged, cleaned up, counted anew, corrected; a trial; what was added in a stretch.
    ("", [("2021-05-01", "桃源县共有志愿服务队520支。"), ("2022-05-01", "今年，桃源县注销了一批长期不活动的队伍。目前，桃源县共有志愿服务队436支。")]),
    ("", [("2021-05-01", "桃源县建成新时代文明实践站540个。"), ("2022-05-01", "行政村合并后，桃源县现有新时代文明实践站436个。")]),
    ("", [("2021-05-01", "桃源县注册志愿者8.6万人。"), ("2022-05-01", "平台升级后重新实名认证，桃源县现有注册志愿者7.1万人。")]),
    ("", [("2021-05-01", "桃源县建成新时代文明实践站540个。"), ("2022-05-01", "今年以来，县里建起新时代文明实践站130个。")]),
    ("", [("2019-03-01", "首批试点时，桃源县共建成实践站6个。"), ("2021-03-01", "桃源县共建成实践站112个。")]),
    ("", [("2022-01-10", "2021年，桃源县服务时长共86万小时。"), ("2023-01-10", "2022年，桃源县服务时长共71万小时。")]),
    # Rubbish that was cleaned up explains nothing.
    ("fall", [("2021-05-01", "桃源县共有志愿服务队520支。"), ("2022-05-01", "志愿者清理垃圾12吨。目前，桃源县共有志愿服务队436支。")]),
    ("", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "桃源县共有注册志愿者5.2万人。")]),
    ("", [("2022-03-10", "桃源县建成新时代文明实践所16个、新时代文明实践站134个。"), ("2023-05-20", "桃源县建成新时代文明实践所16个、新时代文明实践站136个。")]),
    ("", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "桃源县新增注册志愿者1.2万人。")]),
    ("", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "石门县共有注册志愿者3.2万人。")]),
    ("", [("2022-03-10", "桃源县共有注册志愿者4.6万人。"), ("2023-05-20", "桃源县200名志愿者参加活动。")]),
    ("", [("2022-03-10", "桃源县建成新时代文明实践站134个。"), ("2023-05-20", "桃源县建成新时代文明实践站132个。")]),
    ("", [("2022-03-10", "桃源县有近3万名注册志愿者。"), ("2023-05-20", "桃源县共有注册志愿者3.2万人。")]),
    ("", [("2023-01-10", "桃源县共有注册志愿者46382人。"), ("2023-01-10", "桃源县共有注册志愿者46382人。")]),
    ("", [("2022-03-10", "2021年，桃源县共开展志愿服务活动3000余场。"), ("2023-03-20", "2022年，桃源县共开展志愿服务活动3000余场。")]),
    ("", [("2022-12-28", "2022年，桃源县共开展志愿服务活动1286场。"), ("2023-01-20", "2022年，桃源县共开展志愿服务活动1286场。")]),
]
# fmt: on


@pytest.mark.parametrize(("expected", "reports"), [*TWO_VALUES, *PARTS_TOTAL, *SLOGAN_PARTS, *OVER_TIME])
def test_kinds(extractor: Extractor, expected: str, reports: list[tuple[str, str]]) -> None:
    assert kinds(extractor, reports) == expected


def test_every_kind_is_found_and_refused() -> None:
    found = {expected for expected, _ in [*TWO_VALUES, *PARTS_TOTAL, *SLOGAN_PARTS, *OVER_TIME]}
    assert found == {"", *KINDS}


# Two numbers as written with their approximation, and whether they can both hold.
@pytest.mark.parametrize(
    ("agree", "one", "other"),
    [
        (True, ("近3万", 30000, "nearly"), ("29400", 29400, "exact")),
        (False, ("近3万", 30000, "nearly"), ("3.2万", 32000, "exact")),
        (True, ("4.6万", 46000, "exact"), ("46382", 46382, "exact")),
        (False, ("4.6万", 46000, "exact"), ("46500", 46500, "exact")),
        (True, ("3万余", 30000, "over"), ("3.2万", 32000, "exact")),
        (False, ("3万余", 30000, "over"), ("40000", 40000, "exact")),
        (True, ("144.2万余", 1442000, "over"), ("144.25万", 1442500, "exact")),
        (False, ("144.2万余", 1442000, "over"), ("144.35万", 1443500, "exact")),
        (True, ("约400", 400, "about"), ("360", 360, "exact")),
        (False, ("约400", 400, "about"), ("359", 359, "exact")),
        (True, ("300以上", 300, "at_least"), ("9000", 9000, "exact")),
        (False, ("16", 16, "exact"), ("17", 17, "exact")),
    ],
)
def test_intervals(agree: bool, one: tuple[str, int, Any], other: tuple[str, int, Any]) -> None:
    def interval(written: str, value: int, approximation: Any) -> tuple[Decimal, Decimal | None]:
        quantity = Quantity(value=value, low=None, high=None, approximation=approximation, unit="人")
        return plausible(quantity, written, Settings())

    assert apart(*interval(*one), *interval(*other)) is not agree


NETWORK = "桃源县建成新时代文明实践所16个、新时代文明实践站134个。县领导包联全县148个新时代文明实践所（站）。"


def test_sides_are_grounded(extractor: Extractor) -> None:
    rows = [
        reports for expected, reports in [*TWO_VALUES, *PARTS_TOTAL, *SLOGAN_PARTS, *OVER_TIME] if expected
    ]
    for reports in rows:
        read = articles(extractor, reports)
        for found in find_contradictions(read):
            assert len(found.sides) > 1
            assert found.zh
            assert found.en
            for side in found.sides:
                article = read[side.article]
                assert (side.id, side.published) == (article.article.id, article.article.published)
                assert side.evidence
                for span in side.evidence:
                    assert (article.text or "")[span.start : span.end] == span.text
                if side.record is not None:
                    evidence = {(span.start, span.end) for span in article.records[side.record].evidence}
                    assert all(
                        any(span.start >= start and span.end <= end for start, end in evidence)
                        for span in side.evidence
                    )


def test_without_text(extractor: Extractor) -> None:
    """Records alone tell of totals and, over time, of the network; slogans are left out, and all is counted."""
    checker = Checker()
    for article in articles(extractor, [(DAY, NETWORK), *SLOGAN_PARTS[0][1]]):
        checker.add(article.with_text(None))
    assert [one.kind for one in checker.findings()] == ["parts-total"]
    assert (checker.articles, checker.without_text) == (2, 2)
    later = "桃源县建成新时代文明实践所9个、新时代文明实践站134个。"
    before, after = articles(extractor, [("2022-05-01", NETWORK), ("2023-05-01", later)])
    assert "fall" in [
        one.kind for one in find_contradictions([before.with_text(None), after.with_text(None)])
    ]


def test_an_article_twice_is_no_repeat(extractor: Extractor) -> None:
    text = "桃源县共有注册志愿者46382人。"
    first = extractor(text, id="a", published="2022-01-10")
    assert not find_contradictions([first, extractor(text, id="b", published="2023-01-20")])
    other = extractor(f"{text}上下一心。", id="a", published="2023-01-20")
    assert not find_contradictions([first, other])
    assert find_contradictions([first, extractor(f"{text}上下一心。", id="b", published="2023-01-20")])


def test_kinds_are_chosen(extractor: Extractor) -> None:
    read = articles(extractor, [(DAY, NETWORK + SLOGAN_PARTS[0][1][0][1])])
    assert [one.kind for one in find_contradictions(read)] == ["parts-total", "slogan-parts"]
    assert [one.kind for one in find_contradictions(read, Settings(frozenset({"slogan-parts"})))] == [
        "slogan-parts"
    ]


def test_order_of_articles_changes_no_finding_over_time(extractor: Extractor) -> None:
    for _, reports in OVER_TIME:
        forward, backward = kinds(extractor, reports), kinds(extractor, reports[::-1])
        assert sorted(forward.split()) == sorted(backward.split())


@pytest.mark.parametrize(
    "piece",
    [
        "志愿者3万人，其中党员志愿者4万人、",
        "建成新时代文明实践站134个、实践所16个，合计150个，",
        "“五有”标准，有场所、有队伍、",
        "全县150个新时代文明实践所（站）。",
    ],
)
def test_time_grows_with_the_text_alone(extractor: Extractor, piece: str) -> None:
    taken = []
    for times in (200, 1600):
        article = extractor(f"桃源县。{piece * times}", published=DAY)
        start = time.perf_counter()
        find_contradictions([article])
        taken.append(time.perf_counter() - start)
    assert taken[1] < 24 * taken[0] + 0.05


# The command.
def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["check", *map(str, words)], catch_exceptions=False)


@pytest.fixture
def facts(extractor: Extractor, tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    lines = []
    for number, text in enumerate(
        [NETWORK, "桃源县[red]落实“14536”总要求（一个目标、四个定位、五项工作、三个到位）。"]
    ):
        article = extractor(text, id=f"r{number}", published=DAY, place="桃源县")
        lines.append(article.model_dump_json())
        (tmp_path / "texts" / f"r{number}.txt").write_text(text, "utf-8")
    path = tmp_path / "facts.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_lines_and_exit_codes(facts: Path) -> None:
    found = run(facts, "--texts", facts.parent / "texts")
    assert found.exit_code == 1
    head, *lines = found.stdout.splitlines()
    assert head.split("\t") == ["kind", "place", "says", "sides"]
    assert [line.split("\t")[0] for line in lines] == ["parts-total", "slogan-parts"]
    assert "共2篇：发现2处" in found.stderr
    assert "没有原文" not in found.stderr
    alone = run(facts)
    assert alone.exit_code == 1
    assert "其中2篇没有原文" in alone.stderr
    assert len(alone.stdout.splitlines()) == 2
    none = run(facts, "--kind", "fall", "--lang", "en")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "nothing found" in none.stderr


def test_json(facts: Path) -> None:
    found = run(
        facts, "--texts", facts.parent / "texts", "--json", "--kind", "slogan-parts", "--kind", "fall"
    )
    told = json.loads(found.stdout)
    assert told["counts"] == {"slogan-parts": 1, "fall": 0}
    assert (told["articles"], told["without_text"]) == (2, 0)
    (one,) = told["findings"]
    assert one["sides"][0]["value"] == "14536"
    assert one["sides"][1]["record"] is None
    assert set(one) == {"kind", "place", "zh", "en", "sides"}


def test_kinds_go_by_their_chinese_names_too(facts: Path) -> None:
    texts = facts.parent / "texts"
    by_id = run(facts, "--texts", texts, "--kind", "slogan-parts")
    by_name = run(facts, "--texts", texts, "--kind", "口号与所列不符")
    assert (by_name.exit_code, by_name.stdout) == (by_id.exit_code, by_id.stdout)
    assert len(by_name.stdout.splitlines()) == 2
    wrong = run(facts, "--kind", "下降")
    assert wrong.exit_code == 2
    assert "fall (存量下降)" in re.sub(r"[\s│]+", " ", wrong.stderr)


def test_one_is_no_plural(facts: Path) -> None:
    facts.write_text(facts.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    done = run(facts, "--lang", "en")
    assert "1 article: 1 finding (" in done.stderr
    page = CliRunner().invoke(app, ["report", str(facts), "-o", str(facts.parent / "page.html")])
    assert "page.html: 1 article, 1 finding\n" in page.stderr


@pytest.mark.parametrize("words", [["--kind", "nonsense"], ["--lang", "fr"], ["--texts", "nowhere"]])
def test_wrong_use(facts: Path, words: list[str]) -> None:
    assert run(facts, *words).exit_code == 2


def test_unreadable_facts(facts: Path, tmp_path: Path) -> None:
    missing = run(tmp_path / "none.jsonl")
    assert (missing.exit_code, missing.stdout) == (2, "")
    assert "none.jsonl" in missing.stderr
    facts.write_text(facts.read_text("utf-8") + "{broken\n", "utf-8")
    rest = run(facts)
    assert rest.exit_code == 2
    assert "facts.jsonl" in rest.stderr
    assert "parts-total" in rest.stdout


def test_shown_in_their_sentences(extractor: Extractor) -> None:
    text = "桃源县[red]落实“14536”总要求（一个目标、四个定位、五项工作、三个到位）。\x1b[31m别处的话。"
    found = [one.plain() for one in find_contradictions([extractor(text, id="a", place="桃源县")])]
    shown = "\n".join(line.plain for line in findings_text(found, {0: text}, "zh", kind_names("zh")))
    assert "桃源县[red]落实“14536”总要求" in shown
    assert "[口号与所列不符]" in shown
    assert "\x1b" not in shown
    assert "别处的话" not in shown
    (_, line) = finding_lines(found, "en")
    assert line.count("\t") == 3


# The data and the pages.
DATA = Path(shijian_extract.__file__).parent / "study" / "data"


def data(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def test_kinds_have_words() -> None:
    assert tuple(data("kinds")) == KINDS
    for kind in data("kinds").values():
        for template in [kind, *(value for value in kind.values() if isinstance(value, dict))]:
            assert template["zh"]
            assert template["en"]


def word_lists(tables: Any) -> list[list[str]]:
    if isinstance(tables, dict):
        return [found for value in tables.values() for found in word_lists(value)]
    return [tables] if isinstance(tables, list) and all(isinstance(item, str) for item in tables) else []


@pytest.mark.parametrize("name", ["cues", "things"])
def test_no_word_twice(name: str) -> None:
    lists = word_lists(data(name))
    assert lists
    for words in lists:
        assert all(words)
        assert len(set(words)) == len(words), sorted(word for word in words if words.count(word) > 1)
    near = [word for words in data("cues")["near"].values() for word in words]
    assert len(set(near)) == len(near)


@pytest.mark.parametrize("page", ["checks.md", "checks.zh-CN.md"])
def test_pages_tell_of_every_kind_and_threshold(page: str) -> None:
    text = (Path(__file__).parents[1] / "docs" / page).read_text("utf-8")
    assert re.findall(r"^### `([a-z-]+)`$", text, re.MULTILINE) == list(KINDS)
    told = dict(re.findall(r"^\| `([a-z_-]+\.[a-z_]+)` \| ([0-9.]+) \|", text, re.MULTILINE))
    assert told == {
        f"{table}.{name}": str(value)
        for table, values in data("thresholds").items()
        for name, value in values.items()
    }


@pytest.mark.parametrize("published", ["近日", "2023-13-45", "2023年", "0000", "9999", ""])
def test_a_date_that_is_none_ends_nothing(published: str) -> None:
    text = "桃源县共有志愿服务队30支，其中党员志愿服务队40支。"
    plain = Extractor()(text).model_dump(mode="json")
    plain["article"]["published"] = published
    for record in plain["records"]:
        record["period"] = {"text": "x", "kind": "during", "start": published, "end": published}
    article = Article.model_validate(plain).with_text(text)
    assert [one.kind for one in find_contradictions([article, article])] == ["parts-total"] * 2
