"""Who is responsible, said in running text, as minutes do: 由A牵头，B配合; 请A会同B于5月15日前提出方案."""

import re

from dcgd.intake.phrases.names import is_name, split_list, split_words
from dcgd.intake.phrases.responsibility import Said

_CLAUSE = re.compile(r"[^，。；：！\n]+")
_ASKED = r"(?:会议(?:要求|决定|明确|议定|指出)|同意|明确|原则同意)*(?P<asked>由|请|责成|督促|要求|委托)"
_WHO = r"(?P<names>[\u4e00-\u9fff、（）()〔〕]{2,60}?)"
_DOES = (
    r"(?P<verb>总?牵头(?:负责)?|主办|负责|会同|联合|商(?=[\u4e00-\u9fff]{2,}[局委办府厅])|配合|协助|参与|支持|协同|"
    r"(?:要|应(?!急)|须|抓紧|尽快|切实|认真|进一步|于|在|按|根据|结合|会商|统筹|具体|做好|抓好|落实|研究|制定|起草|编制|修改|印发|出台|提出|完成|组织|开展|办理|筹措|安排|加快|加强|推进))"
)
_SPOKEN = (
    re.compile(rf"^{_ASKED}{_WHO}{_DOES}"),
    re.compile(
        rf"^{_WHO}(?P<verb>总?牵头|主办|负责|(?:要|应(?!急)|须)?会同|配合|协助|参与|协同|具体|(?:要|应(?!急)|须)|抓紧|尽快|立即|迅速|为(?=[^，。；]{{0,12}}主体))"
    ),
)
BACKGROUND = re.compile(
    "(?:会议)?(?:还|首先|专题)?(?:听取|传达|通报|观看)|会议?(?:还|首先)?(?:认为|指出|强调|肯定|充分肯定)"
)
"""How words of minutes begin that say who reported or what was thought, not who is to do what."""
OF_A_MEETING = re.compile(r"会议(?:还|一致|研究)?(?:要求|决定|明确|议定|商定|强调|指出)[，：:]?\s*")
"""How a decision is told as one."""
_DEED = re.compile("支持|鼓励|推动|引导|帮助|组织|协调|充分|积极|加快|加强|继续|鼓励|以|将|把|对|与")
_WITH = re.compile("会同|联合|商")
_HELP = re.compile("配合|协助|参与|支持|协同")
_BEHIND = re.compile(
    r"[\u4e00-\u9fff、（）()〔〕]{2,60}?(?=于|在|对|按|尽快|抓紧|进一步|逐[一项个户]|全面|立即|认真|深入|切实|排查|整治|建立|办理|做好|研究|修改|共同|负责|牵头|落实|推进|制定|提出|完成|开展|加快|加强|组织|要|\d|$)"
)


def find_spoken(text: str, start: int, end: int) -> Said | None:
    """Who leads and who takes part in a stretch of running text; None where nobody is named in such words."""
    said = Said(spoken=True, told_apart=True)
    for clause in _CLAUSE.finditer(text, start, end):
        if BACKGROUND.match(clause[0].strip()):
            continue
        words = re.sub(rf"^[“‘]?(?:{OF_A_MEETING.pattern})?", "", clause[0].strip())
        if leading := re.match("会同|联合(?!会)", words):
            behind = _BEHIND.match(words, leading.end())
            said.participants.extend(_names(behind[0]) if behind else [])
            continue
        m = next((m for pattern in _SPOKEN if (m := pattern.match(words))), None)
        if m is None:
            continue
        helps = bool(_HELP.fullmatch(m["verb"]) or (m["verb"] == "具体" and said.leads))
        units = _names(m["names"])
        (said.participants if helps else said.leads).extend(units)
        if units and _WITH.search(m["verb"]) and (behind := _BEHIND.match(words, m.end())):
            said.participants.extend(_names(behind[0]))
    said.leads = list(dict.fromkeys(said.leads))
    said.participants = [name for name in dict.fromkeys(said.participants) if name not in said.leads]
    return said if said.leads or said.participants else None


def _names(words: str) -> list[str]:
    """The names in a list of units; none if any member is not built like one."""
    names = [name for member in split_list(words) for name in split_words(member)]
    return names if all(is_name(name) and not _DEED.match(name) for name in names) else []
