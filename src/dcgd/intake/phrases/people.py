"""Read who is named in a cell or behind a label: names with their posts, units and telephone numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dcgd.intake.phrases.names import is_collective, is_name
from dcgd.intake.text.contacts import contacts_in
from dcgd.words import Duty

_DUTIES = (
    (Duty.CONTACT, re.compile("联系人|联络[员人]|经办人|联系同志|^姓名$")),
    (
        Duty.LEADER,
        re.compile(
            "(?:分管|牵头|责任|包保|包联|包抓|挂包|挂帅|联系|督导|主管|总)[^单部、]{0,6}领导|^.{0,4}(?<!批示)领导$|分管负责|领衔|总牵头人"
        ),
    ),
    (Duty.OWNER, re.compile("责任人|负责人|责任同志|主办人|承办人|领导")),
    (Duty.CONTACT, re.compile("电话|手机|联系方式|邮箱")),
)
_PRIVATE = re.compile(
    "联系电话|办公电话|手机号码|手机号|电话号码|联系方式|电话|手机|座机|邮箱|电子邮件|[Tt]el|[Ee]-?mail"
)
_APART = re.compile(r"[\s、，,；;：:。/／（）()〔〕\[\]【】|]+")
_SPACED = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
    "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单"
    "季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞"
    "姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈鞠匡鄢甲乙丙某"
)
_TWO = "欧阳|上官|司马|诸葛|司徒|皇甫|尉迟|公孙|慕容|夏侯|东方|端木|令狐|长孙|宇文"
_NAME = re.compile(
    rf"(?:[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|(?:{_TWO})[\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,8}}[·•][\u4e00-\u9fff·•]{{1,12}})"
)
_NO_NAME = re.compile(
    "[局委办厅部院镇乡区县市府署室科]$|负责|领导|主要|分管|单位|部门|专班|全体|常务|高级|安排|时间|方案|全年|常态|成员|相关|有关"
)
_POST = re.compile(
    "(?:党组|党委|党工委|工委|党支部|支部|纪委|区委|县委|市委|州委|旗委|镇党委|常务|高级|总|第一|专职|代理?|挂职|政府|[一二三四]级|正[处科]级|副[处科]级)*副?"
    "(?:书记|常委|[区县市州旗镇乡局部院校处科股所站队室会厅司组园馆]长|秘书长|主任委员|委员|主任|主席|专员|总经理|董事长|经理|总指挥|指挥长|指挥|调研员|巡视员|科员|干事|"
    "总?工程师|总规划师|总会计师|经济师|检察长|党组成员|班子成员|成员|管委会主任|负责人|联络员)"
)  # fmt: skip
_POSTS = re.compile(f"(?:{_POST.pattern})+")
_SHORTEST_UNIT = 3


class Named(NamedTuple):
    """A person as a document names them; what it does not say is empty."""

    name: str
    post: str = ""
    unit: str = ""
    phone: str = ""
    email: str = ""


@dataclass(slots=True)
class Roll:
    """Who is named in one place: `loose` are numbers, `posts` posts and `rest` words that belong to nobody there.

    `units` are the units named there, of people and alone.
    """

    people: list[Named] = field(default_factory=list)
    units: list[str] = field(default_factory=list)
    posts: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def duty_of(label: str) -> Duty | None:
    """What the people under a header or behind a label answer for; None where it does not say."""
    return next((duty for duty, pattern in _DUTIES if pattern.search(label)), None)


def is_person(word: str) -> bool:
    """Whether a word is built like a person's name: a surname and one or two characters more."""
    return bool(_NAME.fullmatch(word)) and not _NO_NAME.search(word)


def read_roll(text: str) -> Roll:
    """The people in a text that is about people, blanks and line ends kept (副区长张三，区水利局李四 13900000000)."""
    roll = Roll()
    reader = _Reader(roll)
    for word, private in _words(_SPACED.sub(r"\1\2", text)):
        if private:
            reader.number(word)
        else:
            reader.word(word)
    reader.close()
    return roll


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """The words of a text, and whether each is a telephone number or an e-mail address."""
    at = 0
    for start, end in [*contacts_in(text), (len(text), len(text))]:
        for word in _APART.split(_PRIVATE.sub(" ", text[at:start])):
            if word.strip("-—–"):
                yield word.removesuffix("同志"), False
        if end > start:
            yield text[start:end], True
        at = end


class _Reader:
    """Goes through the words of one place. Where a name stands first, posts, units and numbers follow their name."""

    def __init__(self, roll: Roll) -> None:
        self.roll = roll
        self.names_first: bool | None = None
        self.posts: list[str] = []
        self.unit = ""
        self.numbers: list[tuple[int, str]] = []

    def number(self, typed: str) -> None:
        """Take a telephone number or an e-mail address."""
        self.numbers.append((len(self.roll.people), typed if "@" in typed else _phone(typed)))

    def word(self, word: str) -> None:
        """Take a word: a name, a post, a unit, or several of them."""
        unit, post, name = _parts(word)
        if not (unit or post or name):
            self.roll.rest.append(word)
            return
        if self.names_first is None:
            self.names_first = bool(name) and not (unit or post)
        if unit and unit not in self.roll.units:
            self.roll.units.append(unit)
        if name:
            posts = [*self.posts, *([post] if post else [])]
            self.roll.people.append(Named(name, "、".join(posts), unit or self.unit))
            self.posts, self.unit = [], ""
        elif self.names_first:
            self._behind(unit, post)
        else:
            self.posts += [post] if post else []
            self.unit = unit or self.unit

    def _behind(self, unit: str, post: str) -> None:
        """Give the last person a unit or a post."""
        last = self.roll.people[-1]
        joined = "、".join(filter(None, (last.post, post)))
        self.roll.people[-1] = last._replace(unit=last.unit or unit, post=joined)

    def close(self) -> None:
        """Give out what is left: posts and units of the last one named, numbers in the order of the names."""
        people = self.roll.people
        if people and not people[-1].post and not people[-1].unit:
            self._behind(self.unit, "、".join(self.posts))
        else:
            self.roll.posts += self.posts
        phones = [number for _at, number in self.numbers if "@" not in number]
        if len(phones) == len(people) > 1 and all(at == len(people) for at, _number in self.numbers):
            people[:] = [person._replace(phone=phone) for person, phone in zip(people, phones, strict=True)]
            self.numbers = [(at, number) for at, number in self.numbers if "@" in number]
        for at, number in self.numbers:
            key = "email" if "@" in number else "phone"
            if at and not getattr(people[at - 1], key):
                people[at - 1] = people[at - 1]._replace(**{key: number})
            else:
                self.roll.loose.append(number)


def _phone(typed: str) -> str:
    """A number with plain dashes; a mobile one without any."""
    plain = re.sub("[—–－]", "-", typed.strip(" :："))
    bare = re.sub(r"[- ]", "", plain)
    return bare if re.fullmatch(r"1[3-9]\d{9}", bare) else plain


def _parts(word: str) -> tuple[str, str, str]:
    """(unit, post, name) of a word; each empty where it has none: 区水利局局长王某某, 张三副区长, 副区长, 区水利局."""
    if is_person(word):
        return "", "", word
    posts = list(_POST.finditer(word))
    if not posts:
        if is_name(word):
            return word, "", ""
        cut = next((at for at in range(len(word) - 1, 2, -1) if is_name(word[:at]) and is_person(word[at:])), 0)
        return (word[:cut], "", word[cut:]) if cut else ("", "", "")
    head, tail = word[: posts[-1].end()], word[posts[-1].end() :]
    if is_person(tail):
        return (*_office(head), tail)
    if tail:
        return (word, "", "") if is_name(word) else ("", "", "")
    if is_person(head[: posts[0].start()]):
        return (*_office(head[posts[0].start() :]), head[: posts[0].start()])
    return (*_office(head), "")


def _office(words: str) -> tuple[str, str]:
    """(unit, post) of words like 区水利局局长; the unit is empty where there is none."""
    for at in range(len(words) - 1, _SHORTEST_UNIT - 1, -1):
        if _is_unit(words[:at]) and _POSTS.fullmatch(words[at:]):
            return words[:at], words[at:]
    return "", words


def _is_unit(words: str) -> bool:
    return is_name(words) and not is_collective(words) and not re.search("(?:党组|党委|工委|主要|分管)$", words)


class Joined(NamedTuple):
    """Who answers for what, what posts belong to nobody, each as a note, and whether numbers do."""

    answering: list[tuple[Duty, Named]]
    posts: list[str]
    lost: bool


def joined(rolls: Iterable[tuple[str, Roll]]) -> Joined:
    """Put together the cells of one row, or what stands behind the labels of one statement, in order.

    A cell that names nobody (联系电话, 职务) speaks of the people of the same duty, else of those before it, one after
    another.
    """
    answering: list[tuple[Duty, Named]] = []
    last: Duty | None = None
    posts: list[str] = []
    lost = False
    for label, roll in rolls:
        duty = duty_of(label)
        if roll.people and duty:
            answering += [(duty, person) for person in roll.people]
            last = duty
            lost = lost or bool(roll.loose)
            posts += [f"{label}：{post}" for post in roll.posts]
            continue
        asked = duty if any(one is duty for one, _person in answering) else last
        places = [at for at, (one, _person) in enumerate(answering) if one is asked]
        lost = not _given(answering, places, "phone", roll.loose) or lost
        if not _given(answering, places, "post", roll.posts):
            posts.append(f"{label}：{'、'.join(roll.posts)}")
    return Joined(answering, posts, lost)


def _given(answering: list[tuple[Duty, Named]], places: list[int], key: str, told: list[str]) -> bool:
    """Give each of some people what a cell beside theirs says; false where it is not clear who is meant."""
    values = [value for value in told if key != "phone" or "@" not in value]
    addresses = [value for value in told if value not in values]
    if len(values) not in (0, len(places)) or len(addresses) not in (0, len(places)):
        return False
    for name, some in ((key, values), ("email", addresses)):
        for at, value in zip(places, some, strict=False):
            duty, person = answering[at]
            if getattr(person, name) not in ("", value):
                return False
            answering[at] = duty, person._replace(**{name: value})
    return True
