"""What an office demands, read from its text: the least investment, the intensity,
whether it is a park to move into.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.text.tokens import fold

_NUM = r"(\d+(?:\.\d+)?)\s*(亿|千万|百万|万)"
_LEAST = re.compile(
    rf"投资(?:总?额|规模|门槛|要求|金额)?[^，,。；;、\d/]{{0,8}}?(?:不低于|不少于|不小于|≥|>=|>|大于|超过|至少|最低|达到|须达|应达)"
    rf"[^\d，,。；;/]{{0,8}}{_NUM}元?(?!\s*[/每]\s*亩|[^，,。；;]{{0,4}}亩)"
)
_FROM = re.compile(
    rf"投资(?:总?额|规模|门槛|金额)?[^，,。；;、\d/]{{0,8}}{_NUM}元?(?:人民币)?(?:\)|）)?(?:以上|及以上|起)"
)
_MINIMUM = re.compile(
    rf"(?:最低|起步|准入)(?:总|固定资产)?投资(?:总?额|门槛)?[^\d，,。；;/]{{0,6}}{_NUM}元?(?!\s*[/每]\s*亩)"
)
_INTENSITY = re.compile(rf"(?:投资强度|亩均投资)[^\d，,。；;]{{0,10}}{_NUM}元?\s*(?:[/每]\s*亩)?")
_ENTRY = re.compile(r"(?:单个|单体|入园|入驻|进园|每个)(?:项目|企业)?[^，,。；;]{0,10}投资")
_PARK = re.compile(
    r"产业园|园区|科创园|科技园|工业园|集聚区|产业新城|科技城|产业城|孵化园|加速器|标准厂房|产业基地|创业园|集群|物流港|u谷"
)
_TENANTS = re.compile(
    r"入驻|入园|招引|招租|承租|配套企业|引进.{0,8}企业|吸引.{0,8}企业|\d+\s*(?:余|多)?家|运营商|面向.{0,10}招商|拎包"
)
_WAN = {"亿": 10_000.0, "千万": 1_000.0, "百万": 100.0, "万": 1.0}


@dataclass(frozen=True, slots=True)
class Demands:
    """`least_wan`: the least investment (万元); `intensity_wan`: 万元 a 亩;
    `park`: judged by its entry unit.
    """

    least_wan: float | None
    intensity_wan: float | None
    park: bool


def demands(title: str, summary: str, requirements: str) -> Demands:
    """Read the office's words.

    Where several minimums are named, the lowest holds: a firm may take that one.
    """
    asked, told, head = fold(requirements), fold(summary), fold(title)
    least = [
        float(number) * _WAN[unit]
        for pattern in (_LEAST, _FROM, _MINIMUM)
        for number, unit in pattern.findall(asked)
    ]
    if _ENTRY.search(told):
        least += [float(number) * _WAN[unit] for number, unit in _LEAST.findall(told) + _FROM.findall(told)]
    density = [float(number) * _WAN[unit] for number, unit in _INTENSITY.findall(asked + "。" + told)]
    density = [value for value in density if value <= 5_000]
    park = bool(_PARK.search(head)) and bool(_TENANTS.search(told + asked))
    return Demands(min(least) if least else None, min(density) if density else None, park)
