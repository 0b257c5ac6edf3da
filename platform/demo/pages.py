"""Demonstration offices with their pages and postings, and the news."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.html import format_html

from cms import services, tree
from cms.models import NewsIndexPage, NewsPage, OpportunityPage
from cms.slugs import free_slug
from demo.members import person_for
from demo.tables import number, rows, words
from demo.wording import fields_of, pick
from organisations.models import InvestmentOffice, Membership
from taxonomy.models import Industry, Sector

COUNTIES_OF_PANZHIHUA = ("510402", "510403", "510411", "510421", "510422")
EVERY_NTH_IN_REVIEW = 7  # of the offices that have an officer, so that there is something to score


def load_offices() -> dict[str, InvestmentOffice]:
    """The offices by their key in the table; those that are missing are created, with their pages."""
    offices = {}
    for row in rows("offices"):
        office, _ = InvestmentOffice.objects.get_or_create(
            name=row["name"],
            defaults={
                "name_en": row["name_en"],
                "region_id": row["region"],
                "superior": row["superior"],
                "address": row["address"],
                "phone": row["phone"],
                "about": row["about"],
                "is_demo": True,
            },
        )
        tree.office_page(office=office)
        offices[row["key"]] = office
    return offices


def load_postings(offices: dict[str, InvestmentOffice], today: date) -> int:
    """Publish the postings of the table that are not there yet; a few wait for review. Returns how many."""
    texts = {row["key"]: row for row in rows("offices")}
    known = set(OpportunityPage.objects.values_list("title", flat=True))
    made = 0
    for index, row in enumerate(rows("postings"), 1):
        if row["title"] in known:
            continue
        made += 1
        office = offices[row["office"]]
        page = posting_page(index, row, office, texts[row["office"]], today)
        officer = Membership.objects.active().filter(office=office).select_related("user").first()
        if officer and index % EVERY_NTH_IN_REVIEW == 6:
            page.live = False
            office.page.add_child(instance=page)
            page.save_revision(user=officer.user)
            services.submit(page=page, actor=officer.user)
        else:
            page.first_published_at = page.last_published_at = morning(page.verified_on)
            office.page.add_child(instance=page)
    return made


def posting_page(
    index: int, row: dict[str, str], office: InvestmentOffice, texts: dict[str, str], today: date
) -> OpportunityPage:
    """An unsaved page for `row` of postings.psv."""
    sectors = words(row["sectors"])
    region = office.region_id
    if region == "510400":
        region = COUNTIES_OF_PANZHIHUA[pick(row["title"], len(COUNTIES_OF_PANZHIHUA), "county")]
    page = OpportunityPage(
        title=row["title"],
        slug=free_slug(row["title"], parent=office.page),
        office=office,
        number=f"{region}-{today.year}-{index:03d}",
        summary=row["summary"],
        content_and_scale=row["content"],
        requirements=row["requirements"],
        region_id=region,
        chain=row["chain"],
        modes=words(row["modes"]),
        amount_wan=number(row["amount_wan"]),
        land_mu=number(row["land_mu"]),
        contact_name=texts["officer"] if pick(row["title"], 3, "own") else person_for(row["title"]),
        contact_title="招商股股长",
        contact_phone=f"{office.phone}-{8000 + index}",
        is_demo=True,
        **fields_of(row, texts, sectors, today),
    )
    page.sectors = list(Sector.objects.filter(pk__in=sectors))
    page.industries = list(Industry.objects.filter(pk__in=words(row["industries"])))
    return page


def load_news(today: date) -> int:
    """Publish the news items that are not there yet. Returns how many."""
    index_page = NewsIndexPage.objects.get()
    known = set(NewsPage.objects.values_list("title", flat=True))
    fresh = [row for row in rows("news") if row["title"] not in known]
    for row in fresh:
        day = today - timedelta(days=int(row["days_ago"]))
        index_page.add_child(
            instance=NewsPage(
                title=row["title"],
                slug=free_slug(row["title"], parent=index_page),
                date=day,
                lead=row["lead"],
                body=format_html("<p>{}</p>", row["body"]),
                first_published_at=morning(day),
                last_published_at=morning(day),
            )
        )
    return len(fresh)


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_current_timezone())
