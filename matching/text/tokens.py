"""Text into tokens.  The scorer is handed a tokenizer; this one works alone: folded overlapping bigrams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

Tokenizer = Callable[[str], Iterable[str]]
"""Text -> tokens, repeated as often as they occur."""

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:[.-][a-z0-9]+)*")
_FORM = re.compile(r"(?:股份|集团|控股)?有限(?:责任)?公司|集团|股份公司|分公司|合作社")
_DIGITS = re.compile(r"[\d.,-]+")

_GENERIC = """
项目 建设 公司 有限 企业 产业 投资 发展 拟建 规划 年产 总投 引进 合作 我们
主营 从事 成立 业务 主要 经营 以及 相关 全国 国内 目前 计划 希望 寻求 寻找
具有 拥有 提供 实现 一期 二期 新建 打造 重点 签约 开工 落户 落地 四川 浙江
川商 万元 亿元 亩地 占地 面积 平方 方米 建成 投产 用地 基地 园区 达产 年的
有一 家公 限公 限责 责任 司成 本项 该项 目建 设项 目投 资建 要求 优先 优惠
政策 支持 配套 完善 市场 客户 产品 技术 能力 经验 团队 浙川 回川 返乡 家乡
"""
GENERIC = frozenset(_GENERIC.split())
"""Words of every booklet, which say nothing about what is made."""


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Width and case made one (NFKC)."""
    return unicodedata.normalize("NFKC", text).lower()


def without_form(name: str) -> str:
    """A firm's name without 有限公司 and the like."""
    return _FORM.sub("", name)


def bigrams(text: str) -> list[str]:
    """冷链物流 -> 冷链 链物 物流; Latin words and figures with letters whole; bare figures not at all."""
    found: list[str] = []
    for run in _RUN.findall(fold(text)):
        if run[0] < "\u3400":
            if not _DIGITS.fullmatch(run):
                found.append(run)
        elif len(run) == 1:
            found.append(run)
        else:
            found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found
