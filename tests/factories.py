"""Objects for tests: plain functions that save one real object and return it.

Names, addresses and credit codes are unique within a test process. Every argument has a default; any field
of the model can be given by name. Regions, industries and sectors are given as codes: `a_region("510321")`
writes the row and those above it when they are not there yet, from the same tables the product ships.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from cms import tree
from cms.models import HomePage, OfficePage, OpportunityPage
from organisations.choices import Role
from organisations.credit_code import check_character
from organisations.hooks import announce_membership
from organisations.models import Committee, Firm, GroupMember, Intent, InvestmentOffice, Membership, User
from taxonomy.models import Industry, Region, Sector
from taxonomy.tables import load_tables

PASSWORD = "a-long-enough-word-42"
_numbers = count(1)


def next_number() -> int:
    return next(_numbers)


def a_credit_code(number: int | None = None) -> str:
    """A code that passes the check, different for each number."""
    body = f"91330100MA{number or next_number():07d}"
    return body + check_character(body)


# --- taxonomy ---------------------------------------------------------------------------------------------
def a_region(code: str = "510321") -> Region:
    """The region of that code, by default 荣县 of 自贡."""
    found = Region.objects.filter(pk=code).first()
    if found:
        return found
    regions = load_tables().regions
    chain = regions.ancestors(code)
    for position, part in enumerate(chain):
        node = regions[part]
        Region.objects.get_or_create(
            code=part,
            defaults={
                "name": node.name,
                "name_en": node.name_en,
                "full_name": node.full_name,
                "level": node.level,
                "parent_id": node.parent,
                "path": "/" + "/".join(chain[: position + 1]) + "/",
                "pinyin": node.pinyin,
                "initials": "".join(word[0] for word in node.pinyin.split()),
                "lon": node.lon,
                "lat": node.lat,
            },
        )
    return Region.objects.get(pk=code)


def an_industry(code: str = "1432") -> Industry:
    """The industry of that code, by default 速冻食品制造."""
    found = Industry.objects.filter(pk=code).first()
    if found:
        return found
    industries = load_tables().industries
    chain = industries.ancestors(code)
    for position, part in enumerate(chain):
        node = industries[part]
        Industry.objects.get_or_create(
            code=part,
            defaults={
                "name": node.name,
                "name_en": node.name_en,
                "level": node.level,
                "parent_id": node.parent,
                "path": "/" + "/".join(chain[: position + 1]) + "/",
            },
        )
    return Industry.objects.get(pk=code)


def a_sector(code: str = "agriculture") -> Sector:
    sectors = load_tables().crosswalk.sectors
    node = sectors[code]
    order = list(sectors).index(code)
    return Sector.objects.get_or_create(
        code=code, defaults={"name": node.name, "name_en": node.name_en, "order": order}
    )[0]


# --- organisations ----------------------------------------------------------------------------------------
def make_group_member(**fields) -> GroupMember:
    return GroupMember.objects.create(**{"name": f"温州四川商会{next_number()}", **fields})


def make_committee(**fields) -> Committee:
    return Committee.objects.create(**{"name": f"农业专委会{next_number()}", **fields})


def make_office(*, region: str = "510321", **fields) -> InvestmentOffice:
    number = next_number()
    defaults = {
        "name": f"荣县投资促进中心{number}",
        "name_en": f"Rongxian Investment Promotion Centre {number}",
    }
    return InvestmentOffice.objects.create(**{**defaults, "region": a_region(region), **fields})


def make_firm(
    *,
    business_region: str | None = "330300",
    hometown_region: str | None = "510300",
    target_regions: tuple[str, ...] = (),
    sectors: tuple[str, ...] = ("agriculture",),
    industries: tuple[str, ...] = (),
    **fields,
) -> Firm:
    number = next_number()
    defaults = {
        "name": f"川味冷链有限公司{number}",
        "credit_code": a_credit_code(number),
        "profile": "做预制菜和冷链仓储。",
    }
    firm = Firm.objects.create(
        **{
            **defaults,
            "business_region": a_region(business_region) if business_region else None,
            "hometown_region": a_region(hometown_region) if hometown_region else None,
            **fields,
        }
    )
    firm.target_regions.set([a_region(code) for code in target_regions])
    firm.sectors.set([a_sector(code) for code in sectors])
    firm.industries.set([an_industry(code) for code in industries])
    return firm


def make_intent(
    firm: Firm | None = None,
    *,
    sectors: tuple[str, ...] = ("agriculture",),
    industries: tuple[str, ...] = (),
    target_regions: tuple[str, ...] = ("510000",),
    excluded_regions: tuple[str, ...] = (),
    excluded_industries: tuple[str, ...] = (),
    **fields,
) -> Intent:
    defaults = {
        "title": f"在川南建中央厨房{next_number()}",
        "budget_min_wan": 3000,
        "budget_max_wan": 12000,
        "modes": ["wholly_owned", "joint_venture"],
    }
    intent = Intent.objects.create(**{**defaults, "firm": firm or make_firm(), **fields})
    intent.sectors.set([a_sector(code) for code in sectors])
    intent.industries.set([an_industry(code) for code in industries])
    intent.target_regions.set([a_region(code) for code in target_regions])
    intent.excluded_regions.set([a_region(code) for code in excluded_regions])
    intent.excluded_industries.set([an_industry(code) for code in excluded_industries])
    return intent


# --- people -----------------------------------------------------------------------------------------------
def make_user(**fields) -> User:
    """An account without any membership. Its password is PASSWORD."""
    number = next_number()
    defaults = {"email": f"person{number}@example.org", "name": f"李明{number}", "password": PASSWORD}
    return User.objects.create_user(**{**defaults, **fields})


def make_superuser(**fields) -> User:
    return make_user(is_staff=True, is_superuser=True, **fields)


def hold(user: User, role: str, **place) -> Membership:
    """Give a place as the services do: whoever listens (groups of the admin) hears of it."""
    membership = Membership.objects.create(user=user, role=role, **place)
    announce_membership(user.pk)
    return membership


def make_secretary(**fields) -> User:
    user = make_user(**fields)
    hold(user, Role.SECRETARIAT)
    return user


def make_officer(office: InvestmentOffice | None = None, **fields) -> User:
    user = make_user(**fields)
    hold(user, Role.OFFICER, office=office or make_office())
    return user


def make_contact(firm: Firm | None = None, **fields) -> User:
    """The person of a firm."""
    user = make_user(**fields)
    hold(user, Role.FIRM, firm=firm or make_firm())
    return user


# --- pages ------------------------------------------------------------------------------------------------
def make_home() -> HomePage:
    """The pages, the workflow and the group every site has. The same home page each time."""
    return tree.ensure()


def make_office_page(office: InvestmentOffice | None = None) -> OfficePage:
    """The public page of `office`, published; the one it has already where it has one."""
    return tree.office_page(office=office or make_office())


def make_opportunity(
    office: InvestmentOffice | None = None,
    *,
    live: bool = True,
    region: str = "510321",
    sectors: tuple[str, ...] = ("agriculture",),
    industries: tuple[str, ...] = (),
    **fields,
) -> OpportunityPage:
    """A posting below its office's page: published, or (`live=False`) a draft."""
    office = office or make_office(region=region)
    parent = make_office_page(office)
    parent.refresh_from_db()
    number = next_number()
    defaults = {
        "title": f"冷链仓储与中央厨房项目{number}",
        "slug": f"opportunity-{number}",
        "summary": "建设冷库和中央厨房，年产预制菜三千吨。",
        "amount_wan": 12000,
        "land_mu": 85,
        "modes": ["wholly_owned", "joint_venture"],
        "verified_on": timezone.localdate() - timedelta(days=3),
        "deadline": timezone.localdate() + timedelta(days=90),
    }
    page = OpportunityPage(office=office, region=a_region(region), live=False, **{**defaults, **fields})
    page.sectors = [a_sector(code) for code in sectors]
    page.industries = [an_industry(code) for code in industries]
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        # publishing vouches for the posting as of today; a test may want another day
        OpportunityPage.objects.filter(pk=page.pk).update(verified_on=page.verified_on)
    page.refresh_from_db()
    return page


def make_weights_draft(**fields):
    """A draft that moves a point from the heaviest feature to the lightest."""
    from matching.models import WeightSet
    from matching.weighting.versions import in_force

    base = in_force()
    row = WeightSet(note=fields.pop("note", "试一试"), based_on=base, **fields)
    row.values = base.values
    heavy, light = max(row.points, key=row.points.get), min(row.points, key=row.points.get)
    row.points = {**row.points, heavy: row.points[heavy] - 100, light: row.points[light] + 100}
    row.save()
    return row


def make_weights_proposal(feature="region", step=2.0, **fields):
    """An open proposal with evidence of nobody in particular."""
    from dataclasses import asdict

    from matching.models import WeightProposal
    from matching.weighting.proposing import Evidence, moved
    from matching.weighting.versions import in_force

    base = in_force()
    points = moved(base.values, feature, step)
    before, after = base.points[feature] / 100, points[feature] / 100
    evidence = Evidence(feature, 90, 12, 5, 3, 0, 9, 2.1, 14.5, before, after, [])
    return WeightProposal.objects.create(
        feature=feature, base=base, points=points, evidence=asdict(evidence), **fields
    )
