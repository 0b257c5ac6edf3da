"""One world for every row of the matrix: two firms, two offices, a posting, and somebody in each role."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cms.models import OpportunityPage
from jobs.models import Job, State
from matching.models import Pick, PickWeek, Reaction, Side, Verdict, WeightProposal, WeightSet
from matching.picks.services import this_monday
from organisations.models import (
    Committee,
    Firm,
    GroupMember,
    Intent,
    InvestmentOffice,
    Invitation,
    Membership,
    User,
)
from organisations.services.invitations import LIFETIME, hash_of
from paperwork.models import Import
from search.models import Digest, SavedSearch
from taxonomy.models import CrosswalkRow, RegionAlias, RegionGroup, SynonymGroup
from tests import factories as make

ROLES = (
    "anonymous", "visitor", "contact", "other_contact", "officer", "other_officer", "secretary", "superuser",
)  # fmt: skip
TOKEN = "a-token-of-the-tests"


@dataclass
class World:
    firm: Firm
    intent: Intent
    office: InvestmentOffice
    opportunity: OpportunityPage
    draft: OpportunityPage
    people: dict[str, User]
    membership: Membership
    invitation: Invitation
    job: Job
    booklet: Import
    clients: dict[str, Client]
    group_member: GroupMember
    committee: Committee
    alias: RegionAlias
    region_group: RegionGroup
    crosswalk: CrosswalkRow
    synonym: SynonymGroup
    weights_draft: WeightSet
    weights_proposal: WeightProposal
    saved: SavedSearch
    digest: Digest
    pick: Pick


def build() -> World:
    make.make_home()
    make.an_industry("1432")
    firm, office = make.make_firm(), make.make_office()
    people = {
        "visitor": make.make_user(),
        "contact": make.make_contact(firm),
        "other_contact": make.make_contact(),
        "officer": make.make_officer(office),
        "other_officer": make.make_officer(),
        "secretary": make.make_secretary(),
        "superuser": make.make_superuser(),
    }
    opportunity = make.make_opportunity(office)
    Reaction.objects.create(firm=firm, opportunity=opportunity, side=Side.FIRM, verdict=Verdict.INTERESTED)
    invitation = Invitation.objects.create(
        email="somebody@example.org",
        role="firm",
        firm=firm,
        token_hash=hash_of(TOKEN),
        expires_at=timezone.now() + LIFETIME,
        invited_by=people["secretary"],
    )
    clients = {"anonymous": Client()}
    for role, person in people.items():
        clients[role] = Client()
        clients[role].force_login(person)
    return World(
        firm=firm,
        intent=make.make_intent(firm),
        office=office,
        opportunity=opportunity,
        draft=make.make_opportunity(office, live=False),
        people=people,
        membership=people["contact"].memberships.get(),
        invitation=invitation,
        job=Job.objects.create(
            kind="tests.nothing", key="1", state=State.FAILED, run_after=timezone.now(), error="x"
        ),
        booklet=Import.objects.create(
            kind=Import.Kind.BOOKLET,
            office=office,
            state=Import.State.READY,
            uploaded_by=people["officer"],
            original_name="book.xlsx",
            file=ContentFile(b"not a workbook", "book.xlsx"),
        ),
        clients=clients,
        group_member=make.make_group_member(),
        committee=make.make_committee(),
        alias=RegionAlias.objects.create(region=make.a_region("510300"), alias="盐都"),
        region_group=RegionGroup.objects.create(name="测试片区"),
        crosswalk=CrosswalkRow.objects.create(number=90001, sector=make.a_sector(), term="测试词"),
        synonym=SynonymGroup.objects.create(head="测试词", terms=["试词"]),
        weights_draft=make.make_weights_draft(),
        weights_proposal=make.make_weights_proposal(),
        saved=SavedSearch.objects.create(
            owner=people["contact"], firm=firm, name="冷链", address="q=冷链", same="x"
        ),
        digest=Digest.objects.create(owner=people["contact"], frequency="instant", key="instant:1"),
        pick=Pick.objects.create(
            week=PickWeek.objects.create(monday=this_monday()),
            firm=firm,
            opportunity=opportunity,
            score=50,
            band="send",
        ),
    )
