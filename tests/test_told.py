"""Papers, persons, honours and happenings: what the rules read, and the look-alikes that they must refuse."""

from __future__ import annotations

import pytest

from shijian_extract import Award, Document, Event, Extractor, Person


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


# fmt: off
# title | kind | trial
PAPERS: list[tuple[list[str], str]] = [
    (["新时代文明实践志愿服务管理办法（试行）|办法|True"], "县里出台《新时代文明实践志愿服务管理办法（试行）》。"),
    (["文明积分兑换细则|other|False", "红黑榜评议办法|办法|False"], "制定《文明积分兑换细则》和《红黑榜评议办法》。"),
    (["移风易俗倡议书|倡议书|False"], "镇里印发了《移风易俗倡议书》。"),
    (["2023年文明实践工作要点|other|False"], "全市印发《2023年文明实践工作要点》，各县照此落实。"),
    # Books, plays, films and laws already in force are none.
    ([], "队员们共读了《平凡的世界》。"),
    ([], "村里的剧团排了小戏《接亲》。"),
    ([], "广场上放映电影《长津湖》。"),
    ([], "各队按照《志愿服务条例》开展服务。"),
]
# name | role | organization
PERSONS: list[tuple[list[str], str]] = [
    (["陈志强|石桥镇党委书记|None"], "“大家都来了。”石桥镇党委书记陈志强说。"),
    (["王秀兰|志愿者|None"], "志愿者王秀兰帮老人理发。"),
    (["赵春生|柳湾村村民|None"], "柳湾村村民赵春生笑着说。"),
    (["周海燕|县委宣传部副部长、文明办主任|None"], "县委宣传部副部长、文明办主任周海燕出席。"),
    (["欧阳春|医生|None"], "医生欧阳春为群众义诊。"),
    (["马强|队长|None"], "队长马强介绍，今年已开展8次。"),
    # Lists that share a role, names in transcription, names by which people are called.
    (["周杰|志愿者代表|None", "吴敏|志愿者代表|None", "郑爽|志愿者代表|None"], "志愿者代表周杰、吴敏、郑爽上台发言。"),
    (["阿不都·热依汗|县政协副主席|None"], "县政协副主席阿不都·热依汗致辞。"),
    (["艾力·吐尔逊|宣讲员|None"], "宣讲员艾力·吐尔逊用双语宣讲。"),
    (["多吉顿珠|藏族村民|None"], "藏族村民多吉顿珠告诉记者，讲得明白。"),
    (["其其格|队员|None"], "队员其其格唱起了长调。"),
    (["林小满|“90后”志愿者|None"], "“90后”志愿者林小满说，不累。"),
    (["孙大娘|None|None"], "正在择菜的孙大娘乐了。"),
    (["老谢|退休教师|None"], "退休教师老谢来了。"),
    (["吴女士|None|None", "汪先生|None|None"], "吴女士、汪先生都点了赞。"),
    (["周长根|None|None"], "他叫周长根，今年72岁。"),
    # A role before a predicate, a hero of whom all speak, words that look like a name.
    ([], "小康路上不掉队。"),
    ([], "老王庄村建起了食堂。"),
    ([], "书记带头干。"),
    ([], "主任高度重视。"),
    ([], "志愿者和居民一起打扫。"),
    ([], "大家学习雷锋精神。"),
    # What a bracket tells; who signed a quotation; names in a row before what they got.
    (["周小兰|乡村医生|None", "倪军|救援队副队长|None"], "名单如下：周小兰（女，土家族，乡村医生）、倪军（救援队副队长）。"),
    (["周小兰|主任|县文明办"], "德者有得。\n\n——县文明办主任 周小兰\n\n他们来了。"),
    (["何改云|None|None", "别小满|None|None", "吴豫宁|None|None"], "结果如下：何改云、别小满、吴豫宁荣获“最美志愿者”称号。"),
    # A name alone at the head of a clause; a name whose last letter the dictionary would give to the verb.
    (["周桂英|None|None"], "微信群一响，周桂英就挎上了工具包。"),
    (["孙长根|老党员|None"], "老党员孙长根说得实在。"),
    (["程鹏|网格员|None"], "网格员程鹏荣获表扬。"),
    (["托合提·买买提|护边员|None"], "护边员托合提·买买提骑马赶来。"),
    (["李想|学生|None"], "学生李想如今读大二。"),
    # No names: kin before a name, a house.
    (["蒲小雨|孙女|None"], "孙女蒲小雨来了。"),
    ([], "老矿工宿舍区在西头。"),
    (["成映红|所长|None"], "实践所公示牌上写着：\n\n所长：成映红\n"),
    (["韦阿婆|None|None"], "农技员忙着，韦阿婆往他兜里塞红薯。"),
    (["周桂英|None|None"], "周桂英是社区的老熟人。"),
]
# name | recipient | rank | level
AWARDS: list[tuple[list[str], str]] = [
    (["全省志愿服务大赛|“暖阳”助老项目|银奖|province"], "“暖阳”助老项目荣获全省志愿服务大赛银奖。"),
    (["全国先进县|云和县|None|national"], "云和县入选全国先进县。"),
    (["省级示范所|石桥镇新时代文明实践所|None|province"], "石桥镇新时代文明实践所获评“省级示范所”。"),
    (["市级文明单位|白云社区|None|city", "市级文明单位|柳湾村|None|city"], "白云社区和柳湾村被评为市级文明单位。"),
    (["全市优秀志愿服务团队|“清泉”宣讲队|None|city"], "2022年，“清泉”宣讲队荣获“全市优秀志愿服务团队”称号。"),
    (["身边好人|李建国|None|None"], "李建国当选“身边好人”。"),
    (["优秀志愿者|None|None|None"], "活动表彰了30名优秀志愿者。"),
    (["好婆婆|None|None|None", "好媳妇|None|None|None"], "村里评出“好婆婆”“好媳妇”。"),
    # Lists of winners: a verb's own, counted together, each with his own rank, named behind.
    (["二等奖|“晚晴”助浴|二等奖|None", "二等奖|“拾光”课堂|二等奖|None"], "“晚晴”助浴、“拾光”课堂两个志愿服务项目获二等奖。"),
    (["三等奖|南坡村互助社|三等奖|None", "三等奖|县医院护理队|三等奖|None"], "南坡村互助社、县医院护理队等5个志愿服务组织获三等奖。"),
    (["二等奖|溪口镇“粮管家”项目|二等奖|None", "二等奖|县司法局“法润万家”项目|二等奖|None"], "溪口镇“粮管家”项目和县司法局“法润万家”项目荣获二等奖。"),
    (["一等奖|东塘村|一等奖|None", "二等奖|西塘村|二等奖|None", "三等奖|北塘村|三等奖|None"], "东塘村、西塘村、北塘村分获一、二、三等奖。"),
    (["三等奖|“灯塔”助学项目|三等奖|None"], "荣获三等奖的是“灯塔”助学项目。"),
    (["最美志愿者|冯军|None|None", "最美志愿者|沈玉|None|None"], "获评最美志愿者的是：救援队员冯军，退休教师沈玉。"),
    (["省级志愿服务项目大赛|“候鸟”之家|金奖|province", "市级志愿服务项目大赛|“银铃”食堂|金奖|city"], "“候鸟”之家、“银铃”食堂分别获省、市级志愿服务项目大赛金奖。"),
    # Several honours of one winner, and a winner for each clause of one sentence.
    (["全国文明村|白沙村|None|national", "省级卫生村|白沙村|None|province"], "白沙村先后获评全国文明村、省级卫生村。"),
    (["优秀组织奖|县文联|None|None", "银奖|枫桥乡人民政府|银奖|None"], "县文联获优秀组织奖、枫桥乡人民政府获银奖。"),
    # Conferred, and conferred in the passive.
    (["年度优秀志愿服务集体|县雷锋车队|None|county"], "县文明办授予县雷锋车队等15个志愿服务组织“年度优秀志愿服务集体”荣誉称号。"),
    (["优秀志愿者|方晓同志|None|county"], "方晓同志被县委宣传部授予优秀志愿者荣誉称号。"),
    # Counted, with or without the first of them named; praised behind.
    (["最美志愿者|陈根|None|None", "最佳志愿服务组织|县义工协会|None|None"], "推选出陈根等9名“最美志愿者”，县义工协会等11个“最佳志愿服务组织”。"),
    (["好婆媳|None|None|None", "文明家庭|None|None|None"], "村里选出“好婆媳”和“文明家庭”各十户。"),
    (["优秀志愿者|严旭|None|None"], "会上，对严旭等40名优秀志愿者予以表彰。"),
    (["星级文明户|None|None|None"], "社区为12户“星级文明户”授牌。"),
    # Rules, habits and aims are no honours, nor is what is only said with a wink.
    ([], "每季度评选“最美家庭”。"),
    ([], "积分靠前的农户可被评为“文明户”。"),
    ([], "全县正在争创全国文明城市。"),
    ([], "活动获“满堂彩”。"),
    ([], "县里召开表彰大会，表彰先进。"),
    # What is got is no honour.
    ([], "他获得了大家的称赞。"),
    ([], "志愿者获得免费体检。"),
    ([], "站里获得捐款3万元。"),
    ([], "群众获得感更强了。"),
    ([], "项目入选名单还没有公布。"),
    (["最佳志愿服务项目|“萤火”陪读|None|None"], "获奖名单公布。最佳志愿服务项目：“萤火”陪读。"),
    # The giver tells the level; a bare prize is the honour.
    (["学雷锋示范点|救援队|None|province"], "救援队被省委宣传部授予“学雷锋示范点”称号。"),
    (["贡献奖|调解室|None|None"], "调解室获贡献奖。"),
    # Ranks in a row, verb and rank in one word, the winner behind 被.
    (
        [
            "全县志愿服务项目大赛|“夜灯”文明劝导|一等奖|county",
            "全县志愿服务项目大赛|“桥头”助老|二等奖|county",
        ],
        "“夜灯”文明劝导、“桥头”助老2个项目分获全县志愿服务项目大赛一、二等奖。",
    ),
    (["首届全市项目大赛|“小秤砣”|金奖|city"], "首届全市项目大赛收官，“小秤砣”摘金。"),
    (["最佳人气奖|“早班车”护学岗|None|None"], "最佳人气奖，被“早班车”护学岗摘得。"),
    # Some of those counted, by name; the honour named before.
    (
        ["金牌宣讲员|None|None|None", "金牌宣讲员|田小燕|None|None", "金牌宣讲员|何平|None|None"],
        "全县评出“金牌宣讲员”10名，田小燕、何平等榜上有名。",
    ),
    (
        ["第三届道德模范|周大顺|None|None"],
        "台上刚颁了第三届道德模范的证书。获此殊荣的还有周大顺。",
    ),
    # A notice with its lists.
    (
        [
            "优秀志愿服务项目|“渡口”宣讲船|一等奖|None",
            "优秀志愿服务项目|“银杏”餐车|二等奖|None",
            "最美志愿者|陈冬梅|None|None",
            "最美志愿者|倪军|None|None",
        ],
        "结果如下：\n\n一、优秀志愿服务项目（2个）\n一等奖：“渡口”宣讲船（东港镇）\n二等奖：“银杏”餐车（西桥镇）\n\n"
        "二、最美志愿者（2名）\n陈冬梅（女，乡村医生）、倪军（救援队副队长）\n",
    ),
    # No award: a rank that is told of as a rule.
    ([], "一等奖由县财政奖励5000元。"),
    # A board of honour; who bears the honour behind it; those named in the next clause; the best of a contest.
    (["江苏好人榜|惠正业|None|province"], "2月“江苏好人榜”发布，平明镇村医惠正业光荣上榜。"),
    (["最美庭院|向桂英|None|None"], "图为获评“最美庭院”的村民向桂英从镇干部手中接过奖牌。"),
    (
        ["四川省优秀志愿者|粟秋云|None|province", "四川省优秀志愿者|何志平|None|province"],
        "2名志愿者获评“四川省优秀志愿者”，他们分别是驿站队长粟秋云、村民何志平。",
    ),
    (["全省金牌宣讲员|何建文|None|province"], "实践员何建文脱颖而出，荣获“全省金牌宣讲员”称号。"),
    (["省展示交流会|“潮音剧社”|金奖|province"], "“潮音剧社”捧回了省展示交流会的金奖奖牌。"),
    (["好媳妇|丁翠玲|None|None"], "村里为丁翠玲等12名“好媳妇”颁发了荣誉牌匾。"),
    (["全省十佳服务队|雪松志愿服务队|None|province"], "授予雪松志愿服务队为“全省十佳服务队”。"),
    # By category, and on the stage.
    (
        ["清水好人|周小兰|None|county", "清水好人|倪军|None|county", "清水好人|何志平|None|county"],
        "“清水好人”评选揭晓。助人为乐类两人：村民周小兰、队长倪军；孝老爱亲类一人：居民何志平。",
    ),
    (
        ["“感动清水”人物|周小兰|None|None", "“感动清水”人物|倪军|None|None"],
        "“感动清水”人物颁奖典礼举行，护士长周小兰、教师倪军等十人先后登台领奖。",
    ),
    (["最美志愿者|黄云生|None|None"], "服务队的黄云生等10名志愿者，获评“最美志愿者”。"),
    (["县志愿服务大赛|支教队的“筑梦支教”项目|金奖|county"], "县志愿服务大赛落幕，最终由支教队的“筑梦支教”项目获得金奖。"),
]
# name | venue | organizers | first day
EVENTS: list[tuple[list[str], str]] = [
    (["学雷锋志愿服务启动仪式|None||2023-03-05"], "3月5日，云和县举行学雷锋志愿服务启动仪式。"),
    (["邻里节|文化广场|石桥镇|None"], "近日，石桥镇在文化广场举办邻里节。"),
    (["家风故事会|None|县妇联|2023-05-20"], "5月20日上午，由县妇联主办的家风故事会在柳湾村开讲。"),
    (["白云社区新时代文明实践站挂牌成立|None||2023-04-12"], "4月12日，白云社区新时代文明实践站挂牌成立。"),
    # Sums, standing numbers, what comes again, a page's head.
    ([], "今年以来，全县开展活动300场。"),
    ([], "截至6月底，全县开展宣讲90场。"),
    ([], "3月5日至4月5日累计服务群众800人次。"),
    ([], "目前，全县有志愿者300名。"),
    ([], "每周三，医生来坐诊。"),
    ([], "2023-05-18 来源:云和日报"),
    # A gathering with its day before it; what the same day brings in a caption.
    (["全县实践工作座谈会|None||2023-06-12"], "县长在6月12日的全县实践工作座谈会上说得直。"),
    (["县志愿服务项目大赛|None||2023-05-01"], "今年5月，县志愿服务项目大赛收官。"),
    # No happenings: a reporter's round, a detail of a day, a rate, a paper, what a person does.
    ([], "日前，记者走进两个林场。"),
    ([], "这天他跑了两个村。"),
    ([], "6月8日，她还要进山。"),
    ([], "5月12日印发的工作要点提出了目标。"),
    (["邻里交流周|None||2023-05-01"], "邻里交流周于5月1日在人民广场开幕。"),
    (["百家宴|文化礼堂||None"], "近日，百家宴在文化礼堂热闹举行。"),
]
# Known failures: what a careful reader reads, and the code does not yet.
# fmt: on


def told(extractor: Extractor, text: str, kind: type[Document | Person | Award | Event]) -> list[str]:
    """The records of one type, their fields in a row."""
    return [
        _row(record) for record in extractor(text, published="2023-06").records if isinstance(record, kind)
    ]


def _row(record: Document | Person | Award | Event) -> str:
    match record:
        case Document():
            fields: tuple[object, ...] = (record.title, record.kind, record.trial)
        case Person():
            fields = (record.name, record.role, record.organization)
        case Award():
            fields = (record.name, record.recipient, record.rank, record.level)
        case Event():
            start = record.period.start if record.period else None
            fields = (record.name, record.venue, "、".join(record.organizers), start)
    return "|".join(map(str, fields))


@pytest.mark.parametrize(("expected", "text"), PAPERS)
def test_papers(extractor: Extractor, expected: list[str], text: str) -> None:
    assert told(extractor, text, Document) == expected


@pytest.mark.parametrize(("expected", "text"), PERSONS)
def test_persons(extractor: Extractor, expected: list[str], text: str) -> None:
    assert told(extractor, text, Person) == expected


@pytest.mark.parametrize(("expected", "text"), AWARDS)
def test_awards(extractor: Extractor, expected: list[str], text: str) -> None:
    assert told(extractor, text, Award) == expected


@pytest.mark.parametrize(("expected", "text"), EVENTS)
def test_events(extractor: Extractor, expected: list[str], text: str) -> None:
    assert told(extractor, text, Event) == expected
