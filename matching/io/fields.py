"""The fields of the contract and the words by which a workbook may call them."""

from __future__ import annotations

from collections.abc import Mapping

FIRM: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "企业编号", "序号", "企业id", "firm id"),
    "name": ("企业名称", "公司名称", "单位名称", "企业", "公司", "名称", "会员企业", "会员单位"),
    "sectors": ("商会行业", "所属行业", "行业", "行业类别", "十二行业", "sector"),
    "gb4754": ("国民经济行业代码", "行业代码", "国标行业", "国民经济行业", "gbt4754", "gb/t 4754"),
    "business_region_code": ("经营地", "所在地", "注册地", "经营地址", "企业所在地", "business region"),
    "hometown_region_code": ("籍贯地", "籍贯", "乡情地", "家乡", "祖籍", "hometown"),
    "target_region_codes": (
        "意向投资地",
        "意向地",
        "意向地区",
        "意向区域",
        "拟投资地",
        "想去的地方",
        "target regions",
    ),
    "excluded_region_codes": ("排除地区", "不考虑地区", "不考虑的地区", "回避地区", "excluded regions"),
    "budget_min_wan": ("预算下限", "投资下限", "最低预算", "最小投资", "budget min"),
    "budget_max_wan": ("预算上限", "投资上限", "最高预算", "最大投资", "投资预算", "budget max"),
    "land_min_mu": ("用地下限", "最少用地", "land min"),
    "land_max_mu": ("用地上限", "最多用地", "land max"),
    "modes": ("合作方式", "投资方式", "合作模式", "mode"),
    "profile": ("企业简介", "简介", "主营业务", "企业介绍", "投资意向", "意向说明"),
    "dislikes": ("不考虑", "不喜欢", "不想要", "排除", "顾虑", "不考虑的内容"),
}
OPPORTUNITY: Mapping[str, tuple[str, ...]] = {
    "id": ("编号", "项目编号", "序号", "项目id", "opportunity id"),
    "title": ("项目名称", "名称", "项目", "标题", "name"),
    "summary": (
        "项目简介",
        "简介",
        "建设内容及规模",
        "建设内容",
        "项目内容",
        "项目概况",
        "项目介绍",
        "建设规模及内容",
    ),
    "region_code": ("项目所在地", "所在地", "建设地点", "地区", "区域", "所在地区", "地点", "region"),
    "sectors": ("商会行业", "所属行业", "行业", "行业类别", "产业类型", "十二行业", "sector"),
    "gb4754": ("国民经济行业代码", "行业代码", "国标行业", "国民经济行业", "gbt4754", "gb/t 4754"),
    "amount_wan": ("投资总额", "总投资", "投资额", "投资金额", "总投资额", "计划投资", "投资规模", "amount"),
    "modes": ("合作方式", "投资方式", "合作模式", "招商方式", "mode"),
    "land_mu": ("用地规模", "用地面积", "占地面积", "需用土地", "用地", "占地", "land"),
    "requirements": ("要求", "招商要求", "准入要求", "建设条件", "投资要求", "准入条件", "入驻要求"),
}
LISTS = frozenset({"sectors", "gb4754", "target_region_codes", "excluded_region_codes", "modes"})
MONEY = frozenset({"budget_min_wan", "budget_max_wan", "amount_wan"})
LAND = frozenset({"land_mu", "land_min_mu", "land_max_mu"})
TEXTS = frozenset({"name", "title", "summary", "profile", "dislikes", "requirements"})
REGIONS = frozenset({"business_region_code", "hometown_region_code", "region_code"})
