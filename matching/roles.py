"""The part somebody plays, read from words: 配套, 运营, 入园, 采购, 龙头.

What an office asks for is read from its title and its words; what a firm is, from its profile.  Both also
from the ways of cooperating they filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from matching.text.tokens import fold

ROLES: Mapping[str, tuple[str, str]] = {
    "supplier": ("配套企业", "a supplier"),
    "operator": ("运营方", "an operator"),
    "tenant": ("入驻企业", "a tenant"),
    "buyer": ("采购方", "a buyer"),
    "leader": ("龙头企业", "a leading firm"),
}
_ASKED = {
    "supplier": re.compile(
        r"配套(?:企业|厂商?|商)|(?:就近|本地)?配套.{0,8}(?:供应商|零部件)|为.{1,14}配套|供应商入驻"
    ),
    "operator": re.compile(
        r"运营[商方]|运营企业|(?:委托|整体|专业)\S{0,8}运营|(?:寻|找|引).{0,10}(?:运营|经营|管理)[方商人]?|代运营"
    ),
    "tenant": re.compile(r"入驻|入园|招租|拎包|(?:引进|引入|吸引|招引).{1,20}企业|现房"),
    "buyer": re.compile(r"采购[商方]|经销商|包销|订单(?:收购|农业)|(?:寻|找).{0,6}(?:渠道|买家)"),
    "leader": re.compile(r"龙头|链主|头部企业|上市(?:公司|企业)|区域总部"),
}
_ARE = {
    "supplier": re.compile(
        r"供应商|[一二]级供应|配套(?:商|企业|厂)|(?:供应|供货给?|配套).{0,12}(?:厂|企业|公司|整车|品牌)|代工"
    ),
    "operator": re.compile(r"运营|托管|品牌输出|管理输出|轻资产|委托管理"),
    "tenant": re.compile(r"租(?:用|赁)?厂房|标准厂房|现房|现成.{0,6}厂房|写字楼|厂房.{0,4}代建|入园|入驻"),
    "buyer": re.compile(r"采购|集采|收购|经销|批发|商超|连锁|配送|团购|门店"),
    "leader": re.compile(r"龙头|链主|上市(?:公司|企业)|(?:行业|全国|国内)(?:第一|前[三五十])|国家级"),
}
_NOT = re.compile(r"(?:不|无|没有|非)[^，,。；;]{0,4}$")


def asked(text: str, modes: frozenset[str]) -> frozenset[str]:
    """The roles a posting asks for."""
    return _read(_ASKED, text, modes, ())


def played(text: str, modes: frozenset[str]) -> frozenset[str]:
    """The roles a firm has."""
    return _read(_ARE, text, modes, ("lease",))


def _read(
    patterns: Mapping[str, re.Pattern[str]], text: str, modes: frozenset[str], leasing: tuple[str, ...]
) -> frozenset[str]:
    folded = fold(text)
    found = {
        role
        for role, pattern in patterns.items()
        if any(not _NOT.search(folded[: match.start()]) for match in pattern.finditer(folded))
    }
    if "operation" in modes:
        found.add("operator")
    if modes.intersection(leasing):
        found.add("tenant")
    return frozenset(found)
