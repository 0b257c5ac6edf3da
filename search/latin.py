"""Chinese in Latin letters: the syllables of a title, the initials of its words, and letters cut into
syllables.

Places are read as they read themselves (荥经 is ying jing); everything else as pypinyin reads the word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = re.compile(r"[a-z]+")
MOST_SPLITS = 4
LONGEST_RUN = 40  # letters; nobody types a longer run of pinyin


@dataclass(frozen=True, slots=True)
class Latin:
    """Tokens joined by spaces: a syllable a character in order, and the initials of each word."""

    pinyin: str
    initials: str


class Reader:
    """Reads words aloud; `readings` go before the dictionary."""

    def __init__(self, readings: Mapping[str, tuple[str, ...]]) -> None:
        self._readings = readings
        self.syllables = lru_cache(maxsize=50_000)(self._syllables)
        self.initials = lru_cache(maxsize=50_000)(self._initials)

    def _syllables(self, word: str) -> tuple[str, ...]:
        """The syllables of a folded Chinese word, one a character; asked for as `syllables`."""
        known = self._readings.get(word)
        if known:
            return known
        from pypinyin import lazy_pinyin  # 50 MB, wanted only where something is read aloud

        return tuple(one for one in lazy_pinyin(word, errors="ignore") if _LETTERS.fullmatch(one))

    def _initials(self, word: str) -> str:
        """冷库 -> lk; asked for as `initials`."""
        return "".join(one[0] for one in self.syllables(word))


_TABLE = """
ba bo bai bei bao ban ben bang beng bi bie biao bian bin bing bu pa po pai pei pao pou pan pen pang peng
pi pie piao pian pin ping pu ma mo me mai mei mao mou man men mang meng mi mie miao miu mian min ming mu
fa fo fei fou fan fen fang feng fu da de dai dei dao dou dan den dang deng dong di die diao diu dian
ding du duo dui duan dun ta te tai tao tou tan tang teng tong ti tie tiao tian ting tu tuo tui tuan tun
na ne nai nei nao nou nan nen nang neng nong ni nie niao niu nian nin niang ning nu nuo nuan nv nve la
le lai lei lao lou lan lang leng long li lia lie liao liu lian lin liang ling lu luo luan lun lv lve ga
ge gai gei gao gou gan gen gang geng gong gu gua guo guai gui guan gun guang ka ke kai kao kou kan ken
kang keng kong ku kua kuo kuai kui kuan kun kuang ha he hai hei hao hou han hen hang heng hong hu hua
huo huai hui huan hun huang ji jia jie jiao jiu jian jin jiang jing jiong ju jue juan jun qi qia qie
qiao qiu qian qin qiang qing qiong qu que quan qun xi xia xie xiao xiu xian xin xiang xing xiong xu xue
xuan xun zha zhe zhi zhai zhao zhou zhan zhen zhang zheng zhong zhu zhua zhuo zhuai zhui zhuan zhun
zhuang cha che chi chai chao chou chan chen chang cheng chong chu chuo chuai chui chuan chun chuang sha
she shi shai shei shao shou shan shen shang sheng shu shua shuo shuai shui shuan shun shuang re ri rao
rou ran ren rang reng rong ru ruo rui ruan run za ze zi zai zei zao zou zan zen zang zeng zong zu zuo
zui zuan zun ca ce ci cai cao cou can cen cang ceng cong cu cuo cui cuan cun sa se si sai sao sou san
sen sang seng song su suo sui suan sun ya yo ye yai yao you yan yin yang ying yong yi yu yue yuan yun wa
wo wai wei wan wen wang weng wu a o e ai ei ao ou an en ang eng er
"""
_SYLLABLES = frozenset(_TABLE.split())
_LONGEST = max(map(len, _SYLLABLES))


def splits(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read letters as syllables, the fewest first, at most four: xian -> xian, xi an."""
    if not _LETTERS.fullmatch(letters) or len(letters) > LONGEST_RUN:
        return ()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST), end):
            if letters[start:end] in _SYLLABLES:
                ways[end] += [(*way, letters[start:end]) for way in ways[start]]
        ways[end] = sorted(ways[end], key=len)[:MOST_SPLITS]
    return tuple(ways[-1])
