"""企业名单: the chamber's list of member firms."""

from organisations.choices import MerchantKind, Staff
from paperwork.reading import cells, codes
from paperwork.reading.rows import Column, Context, Kind, Row, text
from sheets.cells import as_number, as_text
from sheets.headers import fold_header

MERCHANTS = {
    "省外": MerchantKind.SICHUAN_ABROAD,
    "在外": MerchantKind.SICHUAN_ABROAD,
    "在浙": MerchantKind.SICHUAN_ABROAD,
    "省内": MerchantKind.SICHUAN_HOME,
    "在川": MerchantKind.SICHUAN_HOME,
    "川商": MerchantKind.SICHUAN_ABROAD,
    "浙商": MerchantKind.ZHEJIANG,
    "其他": MerchantKind.OTHER,
}
STAFF_FROM = ((1000, Staff.OVER_1000), (300, Staff.UNDER_1000), (100, Staff.UNDER_300), (20, Staff.UNDER_100))


def merchant_kind(cell, column: Column, context: Context, unit: str | None) -> cells.Parsed:
    written = as_text(cell)
    found = next((kind for word, kind in MERCHANTS.items() if word in written), None)
    if found:
        return found.value, ()
    known = "、".join(MERCHANTS)
    return None, (
        cells.fault(
            column, cell, "不认识的川商类型", f"可用：{known}", "is no known kind", known, skips=False
        ),
    )


def staff(cell, column: Column, context: Context, unit: str | None) -> cells.Parsed:
    """A band from a head count or from a band written out."""
    written = as_text(cell).removesuffix("人")
    if written in Staff.values:
        return written, ()
    heads = as_number(written)
    if heads is None:
        return None, (
            cells.fault(
                column,
                cell,
                "读不出人数",
                "请填数字，如 120",
                "is not a head count",
                "write 120",
                skips=False,
            ),
        )
    return next((band for least, band in STAFF_FROM if heads >= least), Staff.UNDER_20).value, ()


FIRM_COLUMNS = (
    Column("name", "企业名称", "name", ("单位名称", "公司名称", "会员名称", "会员单位", "会员企业", "名称"), text, 34, True, "浙江示例食品有限公司（示例，请删除）"),
    Column("credit_code", "统一社会信用代码", "credit code", ("信用代码", "社会信用代码", "税号"), cells.credit_code, 22),
    Column("group_member", "所属团体会员", "member through", ("团体会员", "团体会员单位"), text, 18),
    Column("committee", "专委会", "committee", ("所属专委会",), text, 18),
    Column("business_region", "经营地", "where it works", ("所在地", "注册地", "经营所在地", "企业所在地"), codes.region, 20, sample="浙江省杭州市余杭区"),
    Column("hometown_region", "籍贯", "home region", ("乡情地", "籍贯地", "家乡", "籍贯/乡情地"), codes.region, 20, sample="四川省自贡市荣县"),
    Column("target_regions", "意向投资地", "where it would invest", ("意向地区", "拟投资地", "投资意向地"), codes.regions, 24, sample="川南、成都市"),
    Column("sectors", "十二板块", "sectors", ("板块", "行业板块", "商会板块"), codes.sectors, 20, sample="制造商贸", choices="sectors"),
    Column("industries", "所属行业", "industries", ("国标行业", "行业", "行业代码", "主营行业"), codes.industries, 22, sample="1432"),
    Column("merchant_kind", "川商类型", "kind of entrepreneur", (), merchant_kind, 14),
    Column("merchant_note", "川商基本信息", "about the entrepreneur", ("川商信息",), text, 24),
    Column("founded_year", "成立年份", "founded", ("成立时间", "成立日期", "创办时间"), cells.year, 12),
    Column("staff", "员工人数", "people employed", ("人数", "职工人数", "员工"), staff, 12),
    Column("revenue_wan", "年营业收入（万元）", "yearly revenue", ("营业收入", "年产值", "年销售额", "营收"), cells.amount, 16),
    Column("profile", "主营业务", "what the firm does", ("企业简介", "经营范围", "主营", "简介"), text, 40),
    Column("contact_name", "联系人", "contact", ("负责人", "联系人姓名"), text, 12),
    Column("contact_title", "职务", "position", ("联系人职务",), text, 12),
    Column("contact_phone", "联系电话", "telephone", ("电话", "手机", "联系方式"), cells.telephone, 16),
    Column("contact_email", "邮箱", "e-mail", ("电子邮箱", "电子邮件", "email"), text, 22),
)  # fmt: skip


def complete(row: Row, context: Context) -> None:
    """Sectors follow from the industries where the list names none."""
    crosswalk = context.taxonomy.crosswalk
    if not row.values.get("sectors") and row.values.get("industries"):
        derived = [code for one in row.values["industries"] for code in crosswalk.sectors_of_industry(one)]
        if derived:
            row.values["sectors"] = list(dict.fromkeys(derived))[:3]


def key_of(name: str, credit_code: str | None) -> str:
    """A firm is known by its credit code, and by its name where it has none."""
    return credit_code or fold_header(name)


FIRM_LIST = Kind(
    code="firms",
    columns=FIRM_COLUMNS,
    complete=complete,
    key=lambda row: key_of(row.values["name"], row.values.get("credit_code")) if "name" in row.values else "",
    sheet="企业名单",
)
