"""Chinese text -> tokens, once, in Python, for every engine.  The engines only split at spaces.

Three kinds of token (why: docs/adr/0020):

words    rjieba in search mode (冷链物流 -> 冷链 物流 冷链物流), with the taxonomy's own words added:
         what a hit is worth
bigrams  overlapping pairs in order (冷链物流 -> 冷链 链物 物流): a word of two characters is found inside
         any title, a longer one as a phrase of pairs, whatever the segmenter thought
chars    each Chinese character once: a query of one character (茶)
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from search.fold import FOLD_VERSION, fold
from search.latin import Latin, Reader
from search.lexicon import Lexicon, lexicon
from taxonomy.tables import load_tables

ANALYSIS_VERSION = 2
CJK = "㐀-\u9fff\uf900-\ufaff〇々\U00020000-\U0003ffff"
RUN = re.compile(f"([{CJK}]+)|([^\\W_{CJK}]+)")
_CJK_ONLY = re.compile(f"[{CJK}]+")
_NOT_CHINESE = re.compile(f"[^{CJK}]")
_FORM = re.compile("有限责任公司|股份有限公司|有限公司|股份公司|集团公司|集团")
FIRM_MARKS = ("有限责任公司", "有限公司", "股份公司", "集团")  # one of them is in each form
_JOINT_WORDS = """
的 由 与 和 及 或 为 是 系 在 向 对 给 将 把 被 让 请 经 从 到 该 各 等 引进 招引 投资 引入 联合 携手 企业
项目 产业园 园区 基地 建设 新建 拟建 生产线 产业 年产 总部 合作 依托 计划
"""
_JOINTS = frozenset(_JOINT_WORDS.split())
"""Words no firm's name goes on before: what stands to their left is the sentence, not the name."""
_SAME_PLACE = frozenset(("", "市", "省", "籍", "人"))
LONGEST_NAME = 8  # characters of a word of ours at the beginning of a query
WORDS_OF_A_FIRM, LONGEST_FIRM = 4, 16
MUTED = "□"
"""Stands for a pair that nobody should find."""
LONGEST_TOKEN = 40  # a run of letters is cut here; a URL or a hash is no word


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text, each kind joined by spaces."""

    words: str
    bigrams: str
    chars: str


class Analyzer:
    """The segmenter with a vocabulary. `version` changes whenever an index made with it must be built
    anew.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Without a lexicon the segmenter knows its own dictionary only."""
        given = lexicon or Lexicon()
        words = sorted({fold(word) for word in given.words if 2 <= len(word) <= 8})
        self._hidden = dict(given.hidden)
        self._bare = frozenset(self._hidden.values())
        self._trades = given.trades
        self._names = frozenset(words)
        self.looked_at = (*sorted(self._bare), *FIRM_MARKS)
        self._reader = Reader(given.readings)
        self.spans = lru_cache(maxsize=2_000)(self._spans)  # titles and summaries come again and again
        self.stem = lru_cache(maxsize=50_000)(self._stem_inside)
        self._jieba = rjieba.Jieba()
        for word in words:
            if _CJK_ONLY.fullmatch(word):
                self._jieba.add_word(word, None, None)
        parts = [*words, "", *sorted(self._hidden), "", *sorted(self._trades), "", *sorted(given.readings)]
        stamp = hashlib.blake2b("\n".join(parts).encode(), digest_size=4)
        self.version = f"{ANALYSIS_VERSION}.{FOLD_VERSION}-{stamp.hexdigest()}"

    def tokens(self, text: str) -> Tokens:
        """Tokens to index."""
        folded = fold(text)
        words = self.chinese_words(folded)
        words += [other[:LONGEST_TOKEN] for _chinese, other in RUN.findall(folded) if other]
        pairs = self.pairs(folded)
        chars = "".join(_CJK_ONLY.findall("".join(sorted(set(folded)))))
        return Tokens(" ".join(words), " ".join(pairs), " ".join(chars))

    def chinese_words(self, folded: str) -> list[str]:
        """The Chinese words to index of a folded text, in order."""
        words: list[str] = []
        for piece, is_firm in self._pieces(folded):
            for word in self._jieba.cut_for_search(piece, hmm=False):
                if is_firm and word in self._trades:
                    continue
                if (stem := self.stem(word)) and stem in words[-4:]:
                    # search mode gives the parts first, then the whole; 中山区 is no hit for 中山
                    del words[-1 - words[::-1].index(stem)]
                words += _chinese_in(word)
        return words

    def pairs(self, folded: str) -> list[str]:
        """The overlapping pairs of a folded text in order. A pair of a trade in the name of a firm is muted;
        it keeps its place, so that the firm's whole name is found as a phrase.
        """
        muted = self._muted(folded)
        if not muted:
            return phrase(folded)
        found: list[str] = []
        for run in RUN.finditer(folded):
            start, end = run.span()
            if not run[1] or end - start == 1:
                found.append(run[0][:LONGEST_TOKEN])
                continue
            found += [
                MUTED if {at, at + 1} <= muted else folded[at : at + 2] for at in range(start, end - 1)
            ]
        return found

    def firms(self, folded: str) -> list[tuple[int, int]]:
        """Where the names of firms stand in a folded text, as [start, end)."""
        if not any(mark in folded for mark in FIRM_MARKS):
            return []
        found: list[tuple[int, int]] = []
        at = 0
        for piece, is_firm in self._pieces(folded):
            if is_firm:
                found.append((at, at + len(piece)))
            at += len(piece)
        return found

    def _muted(self, folded: str) -> set[int]:
        """The places of the trades in the names of firms."""
        return {
            low + at
            for low, high in self.firms(folded)
            for word, start, end in self._jieba.tokenize(folded[low:high], "search", hmm=False)
            if word in self._trades
            for at in range(start, end)
        }

    def segments(self, folded: str) -> list[str]:
        """A folded text cut into words, their parts first, and everything between them. Where none of
        `looked_at` stands in the text, the Chinese in these is `chinese_words`.
        """
        return self._jieba.cut_for_search(folded, hmm=False)

    def latin(self, text: str) -> Latin:
        """A title in Latin letters: 荣县冷库 -> rong xian leng ku, and the initials rx lk."""
        syllables: list[str] = []
        initials: list[str] = []
        for chinese, other in RUN.findall(fold(text)):
            if other:
                syllables.append(other[:LONGEST_TOKEN])
                continue
            for word in self._jieba.cut(chinese, hmm=False):
                syllables += self._reader.syllables(word)
            for word in self._jieba.cut_for_search(chinese, hmm=False):
                if len(word) > 1:
                    initials.append(self._reader.initials(word))
        return Latin(" ".join(syllables), " ".join(initials))

    def syllables(self, word: str) -> tuple[str, ...]:
        """How a Chinese word is read."""
        return self._reader.syllables(fold(word))

    def knows(self, word: str) -> bool:
        """The segmenter takes the word, standing alone, for one."""
        return self._jieba.cut(word, hmm=False) == [word]

    def _stem_inside(self, word: str) -> str:
        """The place's name a word begins with and does not mean: 中山 of 中山区 and of 中山路; asked for as
        `stem`.
        """
        stem = self._hidden.get(word, "")
        if not stem and word[:2] in self._bare and word[2:] not in _SAME_PLACE:
            stem = word[:2]
        return stem

    def _pieces(self, folded: str) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and which of them are the names of firms."""
        at = 0
        for form in _FORM.finditer(folded):
            start = self._firm_begins(folded, at, form.start())
            if start > at:
                yield folded[at:start], False
            yield folded[start : form.end()], True
            at = form.end()
        if at < len(folded):
            yield folded[at:], False

    def _firm_begins(self, folded: str, low: int, end: int) -> int:
        """Where the firm's name that ends at `end` begins: at most four words back, not beyond a joint."""
        low = max(low, end - LONGEST_FIRM)
        before = folded[low:end]
        run = before[max((match.end() for match in _NOT_CHINESE.finditer(before)), default=0) :]
        start = end
        for word in self._jieba.cut(run, hmm=False)[: -WORDS_OF_A_FIRM - 1 : -1]:
            if word in _JOINTS:
                break
            start -= len(word)
        return start

    def _spans(self, folded: str) -> frozenset[tuple[int, int]]:
        """Where the words of a folded text stand, as [start, end); asked for as `spans`."""
        found: set[tuple[int, int]] = set()
        at = 0
        for piece, is_firm in self._pieces(folded):
            for word, start, end in self._jieba.tokenize(piece, "search", hmm=False):
                if is_firm and word in self._trades:
                    continue
                if stem := self.stem(word):
                    found.discard((at + start, at + start + len(stem)))
                found.add((at + start, at + end))
            at += len(piece)
        return frozenset(found)

    def parts(self, word: str) -> tuple[str, ...]:
        """The words of two characters or more that a longer word is made of: 冷链仓储 -> 冷链, 仓储; () for
        none.
        """
        if len(word) < 4 or not is_chinese(word):
            return ()
        spans: dict[int, list[int]] = {}
        for piece, start, end in self._jieba.tokenize(word, "search", hmm=False):
            if 1 < len(piece) < len(word):
                spans.setdefault(start, []).append(end)
        found: list[str] = []
        at = 0
        while at < len(word):
            ends = [end for end in spans.get(at, ()) if end == len(word) or end in spans]
            if not ends:
                return ()
            found.append(word[at : max(ends)])
            at = max(ends)
        return tuple(found)

    def pieces(self, word: str) -> tuple[str, ...]:
        """Every word of two characters or more inside a longer one: 摩托车 -> 摩托."""
        if len(word) < 3 or not is_chinese(word):
            return ()
        found = self._jieba.cut_for_search(word, hmm=False)
        return tuple(dict.fromkeys(piece for piece in found if 1 < len(piece) < len(word)))

    def words(self, text: str) -> list[str]:
        """The words of a query, in order, each one a requirement of its own.

        Characters the dictionary leaves single and side by side stay together (双古 is one word, not 双 and
        古).
        """
        found: list[str] = []
        for chinese, other in RUN.findall(fold(text)):
            if other:
                found.append(other[:LONGEST_TOKEN])
                continue
            loose = ""
            for word in [*self._cut(chinese), ""]:
                if len(word) == 1 and word not in PARTICLES:
                    loose += word
                    continue
                if loose:
                    found.append(loose)
                    loose = ""
                if word:
                    found.append(word)
        return found


    def _cut(self, run: str) -> list[str]:
        """A run of a query in words: one of ours at its beginning is kept whole where that leaves fewer
        characters alone (德阳光伏 is 德阳 and 光伏, not 德, 阳光 and 伏).
        """
        words: list[str] = self._jieba.cut(run, hmm=False)
        alone = _alone(words)
        for end in range(min(LONGEST_NAME, len(run) - 1), 1, -1) if alone else ():
            if run[:end] in self._names:
                other = [run[:end], *self._jieba.cut(run[end:], hmm=False)]
                if _alone(other) < alone:
                    return other
        return words


def _alone(words: list[str]) -> int:
    """How many single characters there are that are no particle."""
    return sum(len(word) == 1 and word not in PARTICLES for word in words)


@lru_cache(maxsize=100_000)
def _chinese_in(word: str) -> tuple[str, ...]:
    """The Chinese parts of a token of the segmenter; mostly the token itself, or nothing of a comma."""
    return tuple(_CJK_ONLY.findall(word))


def bigrams(run: str) -> list[str]:
    """冷链物流 -> 冷链 链物 物流; a single character is its own token."""
    return [run] if len(run) == 1 else [a + b for a, b in zip(run, run[1:], strict=False)]


def runs(folded: str) -> list[str]:
    """Runs of Chinese and of other letters and digits, in order."""
    return [chinese or other[:LONGEST_TOKEN] for chinese, other in RUN.findall(folded)]


def phrase(text: str) -> list[str]:
    """The bigram tokens of a text in order, for a phrase query."""
    found: list[str] = []
    for chinese, other in RUN.findall(fold(text)):
        found += bigrams(chinese) if chinese else [other[:LONGEST_TOKEN]]
    return found


def is_chinese(word: str) -> bool:
    """Only Chinese characters."""
    return _CJK_ONLY.fullmatch(word) is not None


PARTICLES = frozenset("的了和与及在是有等对为之或并而把被从到于以由向呢吗吧啊也都就我想找做")
"""Words that only join others.  Left out of a query unless it holds nothing else."""


@lru_cache(maxsize=1)
def analyzer() -> Analyzer:
    """The one this process uses. Its words come from the tables of the release, not from rows the
    secretariat edits: an alias added in the admin widens queries at once and needs no new index.
    """
    return Analyzer(lexicon(load_tables()))
