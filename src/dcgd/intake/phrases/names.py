"""Recognise names of bodies by how such names are built, without any list of names."""

import re

# What the names of bodies end in: kinds of organs, firms, schools, places; single characters, then words.
_KIND = re.compile(
    r"(?:局|委|部|厅|办|院|会|署|总社|供销社|报社|新华社|合作社|出版社|通讯社|所|站|队|校|馆|行|公司|集团|政府|党组|中心|单位|部门|"
    r"机构|组织|企业|地区|街道|乡|镇|村|社区|县|区|市|省|州|盟|旗|园|处|室|科|组|专班|小组|指挥部|联|协|"
    r"科协|团委|团[省市区县]委|海关|税务|公安|台|总队|支队|大队|中队|银行|大学|学院|学校|高校|院校|院所|实验室|"
    r"联盟|平台|基地|邮政|电信|移动|联通|铁塔|供电|电力|燃气|热力|水务|烟草|消防|国资|城投|农商行|农发行|"
    r"法院|检察院|人大|政协|纪委|监委|总工会|工会|妇联|残联|侨联|文联|工商联|群团|主体|各方|高新|经开|镇街|"
    r"县区|市区|乡镇|开发区|园区|景区|林场|农场|工厂|中科院|社科院|党校|武装部|军分区|事业部|分部|总部|港|厂|矿|司|中央|公署|"
    r"机场|协会|学会|商会|基金会|理事会|管委会|执委会|组委|编办|网信|台办|侨办|外办|信访|督查|管理人|业主|厅局)$"
)
_BRACKET_END = re.compile(r"[（(〔\[【][^（(〔\[【]*(?:[（(〔\[【][^）)〕\]】]*[）)〕\]】])?[^）)〕\]】]*[）)〕\]】]$")
_VERBS = re.compile(
    "推进|推动|加强|完善|建立|健全|开展|落实|制定|完成|实现|提高|提升|按照|根据|不再|涉及|下同|列出|第一|首位|"
    "为牵头|以上|以下|其中|包括|应当|可以|进行|确保|力争|达到|新增|建设[^局委厅部办中集公投指发投管开领工和]|[0-9]年|[。！？]"
)
_EVERY = re.compile("^(?:各|有关|相关|其他|其它|全[省市区县]各|沿[线江黄海湖])")
_PLACES = (
    "市|县|区|自治县|自治旗|县市区|市州|"
    "州|盟|旗|镇|乡|街道|乡镇|镇街|县区|市区|园区|开发区|功能区|自治区|直辖市|自治州|部门|单位|企业|地区"
)
_PLACE = re.compile(
    rf"(?:{_PLACES}|县（市、区）|县\(市、区\))(?:（[^）]*）|\([^)]*\)|〔[^〕]*〕)?"
    r"(?:人民政府|政府|党委|党工委|管委会|办事处|街道办事处|有关部门)?(?=$|按|负责|配合|牵头|落实|参与|组织|具体|分工|等)"
)
_FULL = re.compile("(?:政府|办事处|管委会|党委|党工委|部门|单位|企业|公司)$")
_OPEN, _SHUT = "（(〔[【《〈{", "）)〕]】》〉}"
_APART = "、，,；;。"


def is_name(text: str) -> bool:
    """Whether a list member is built like the name of a body, or of a set of bodies (各有关单位)."""
    if not 2 <= len(text) <= 40 or _VERBS.search(text):
        return False
    core = _BRACKET_END.sub("", text) or text
    return bool(_KIND.search(core)) or (bool(_EVERY.match(text)) and len(text) <= 20)


def is_collective(text: str) -> bool:
    """Whether a name stands for a set of bodies that the document does not list (各部门, 省级有关单位)."""
    return bool(_EVERY.match(text) or re.search("(?:有关|相关|各)[^局委]{0,8}(?:单位|部门|地区|方面|企业|院校)$", text))


def split_list(text: str, gaps: frozenset[int] = frozenset()) -> list[str]:
    """The members of a list, split at 、，；and full stops outside brackets, and at spaces between two names.

    `gaps` are offsets into `text` where a space was taken out.
    """
    pieces: list[str] = []
    depth, begin = 0, 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _SHUT:
            depth = max(0, depth - 1)
        elif char in _APART and depth == 0:
            pieces += _at_gaps(text[begin:at], gaps, begin)
            begin = at + 1
    pieces += _at_gaps(text[begin:], gaps, begin)
    return _rejoin([piece.strip() for piece in pieces if piece.strip()])


def _at_gaps(piece: str, gaps: frozenset[int], offset: int) -> list[str]:
    cuts = sorted(g - offset for g in gaps if 0 < g - offset < len(piece))
    cuts += [m.start() for m in re.finditer(r"\s", piece)]
    parts: list[str] = []
    begin = 0
    for cut in [*sorted(set(cuts)), len(piece)]:
        part = piece[begin:cut].strip()
        if cut == len(piece) or is_name(part):
            parts.append(part)
            begin = cut
    if all(len(part) >= 3 and is_name(part) for part in parts):
        return parts
    return [piece]


def _rejoin(pieces: list[str]) -> list[str]:
    """Join members that are one name: 各市、县（市、区）人民政府 is split at its 、 first."""
    names: list[str] = []
    for piece in pieces:
        last = names[-1] if names else ""
        if (last and _EVERY.match(last) and _PLACE.match(piece) and not _FULL.search(last)) or (
            last and last.startswith("各有关") and piece in {"单位", "部门", "企业"}
        ):
            names[-1] = f"{last}、{piece}"
        else:
            names.append(piece)
    return names


def split_words(piece: str) -> list[str]:
    """Split a member at 和, 及, 与, 以及, 会同 if both sides are whole names."""
    depth = 0
    for at, char in enumerate(piece):
        if char in _OPEN:
            depth += 1
        elif char in _SHUT:
            depth = max(0, depth - 1)
        elif depth == 0 and char in "和及与暨":
            left = piece[:at].removesuffix("以")
            right = piece[at + 1 :]
            generic = re.match("(?:单位|部门|企业|地区|机构|政府)(?:$|[和及与])", right)
            if (
                len(left) >= 3
                and (len(right) >= 3 or right[:1] == "各")
                and not generic
                and is_name(left)
                and is_name(right)
            ):
                return [left, *split_words(right)]
    return [piece]
