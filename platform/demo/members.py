"""Demonstration member firms with their intents, and the people of every side."""

from datetime import date, timedelta

from demo.accounts import LOGINS, PASSWORD
from demo.tables import number, rows, words
from demo.wording import pick
from organisations.choices import Department, MerchantKind, Role
from organisations.credit_code import check_character
from organisations.hooks import membership_changed
from organisations.models import Committee, Firm, GroupMember, Intent, InvestmentOffice, Membership, User

GROUPS = {
    "温州": "330300",
    "台州": "331000",
    "宁波": "330200",
    "绍兴": "330600",
    "嘉兴": "330400",
    "金华": "330700",
    "湖州": "330500",
    "衢州": "330800",
}
COMMITTEES = {
    "food": "食品与现代农业专委会",
    "make": "装备与新能源专委会",
    "care": "文旅康养专委会",
}
COMMITTEE_OF_SECTOR = {
    "agriculture": "food",
    "manufacturing": "make",
    "energy": "make",
    "construction": "make",
    "health": "care",
    "hospitality": "care",
    "culture": "care",
    "education": "care",
}
FAMILY, GIVEN = (
    "陈王李张刘杨黄赵周吴徐何",
    ("国栋", "建平", "雅萍", "志强", "晓燕", "文博", "秀英", "明辉", "丽华", "海波"),
)


def person_for(text: str) -> str:
    return FAMILY[pick(text, len(FAMILY), "family")] + GIVEN[pick(text, len(GIVEN), "given")]


def credit_code(region: str, index: int) -> str:
    """A well-formed code in the range of no real firm: registered "by others" (Y)."""
    body = f"91{region}MADEM{index:04d}"
    return body + check_character(body)


def load_firms(today: date) -> int:
    """Create the firms of the table that are not there yet, each with its intent. Returns how many."""
    groups = {
        short: GroupMember.objects.get_or_create(name=f"{short}四川商会", defaults={"region_id": code})[0]
        for short, code in GROUPS.items()
    }
    committees = {key: Committee.objects.get_or_create(name=name)[0] for key, name in COMMITTEES.items()}
    known = set(Firm.objects.values_list("name", flat=True))
    fresh = [(index, row) for index, row in enumerate(rows("firms"), 1) if row["name"] not in known]
    for index, row in fresh:
        load_firm(index, row, groups, committees, today)
    return len(fresh)


def load_firm(index: int, row: dict[str, str], groups, committees, today: date) -> None:
    name, sectors = row["name"], words(row["sectors"])
    firm = Firm.objects.create(
        name=name,
        credit_code=credit_code(row["business"], index),
        group_member=groups.get(row["group"]),
        committee=committees.get(COMMITTEE_OF_SECTOR.get(sectors[0], "")),
        business_region_id=row["business"],
        hometown_region_id=row["hometown"],
        merchant_kind=MerchantKind.SICHUAN_ABROAD,
        merchant_note="川籍创业者在浙江创办，商会登记会员。",
        founded_year=int(row["founded"]),
        staff=row["staff"],
        revenue_wan=(number(row["budget_max_wan"]) or 1000) * (1 + pick(name, 4, "revenue")),
        profile=row["profile"],
        contact_name=person_for(name),
        contact_title="总经理",
        contact_phone=f"1380000{index:04d}",
        contact_email=f"firm{index:02d}@demo.docking.example",
        is_demo=True,
    )
    firm.sectors.set(sectors)
    firm.industries.set(words(row["industries"]))
    firm.target_regions.set(words(row["targets"]))
    if not row["title"]:
        return
    intent = Intent.objects.create(
        firm=firm,
        title=row["title"],
        budget_min_wan=number(row["budget_min_wan"]),
        budget_max_wan=number(row["budget_max_wan"]),
        land_min_mu=number(row["land_min_mu"]),
        land_max_mu=number(row["land_max_mu"]),
        modes=words(row["modes"]),
        text=row["text"],
        dislikes=row["dislikes"],
        valid_until=today + timedelta(days=120 + pick(name, 240, "valid")),
    )
    intent.sectors.set(sectors)
    intent.industries.set(words(row["industries"]))
    intent.target_regions.set(words(row["targets"]))
    intent.excluded_regions.set(words(row["excluded"]))


def load_people(offices: dict[str, InvestmentOffice]) -> int:
    """Create the demonstration accounts that are not there yet. Returns how many."""
    made = 0
    for login in LOGINS:
        if User.objects.filter(email=login.email).exists():
            continue
        user = User.objects.create_user(login.email, PASSWORD, name=login.name)
        made += 1
        if login.role in Role.values:
            Membership.objects.create(
                user=user,
                role=login.role,
                office=offices[login.place] if login.role == Role.OFFICER else None,
                firm=Firm.objects.get(name=login.place) if login.role == Role.FIRM else None,
                department=Department.AFFAIRS if login.role == Role.SECRETARIAT else "",
            )
            membership_changed.send(sender=Membership, user_id=user.pk)
    return made
