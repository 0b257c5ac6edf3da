"""What the demonstration people have said: firms of postings, the secretariat of one posting it sent back."""

from datetime import date, timedelta

from cms import moderation
from cms.models import OpportunityPage, Review
from cms.scoring import CRITERIA
from demo.accounts import LOGINS
from demo.pages import morning
from demo.tables import rows
from matching.adapters import about
from matching.models import Reaction, Side
from organisations.choices import Role
from organisations.models import Firm, Membership, User

HELD = "资中县冬尖和川味泡菜加工项目"
MARKS = (4, 0, 4, 3)  # in the order of CRITERIA: a single nought holds, whatever the sum
REASON = "用地性质和环评意见还没有写明：腌制废水怎样处理、园区污水厂能否接纳，请补上后再提交。"


def load_reactions(today: date) -> int:
    """Note what the firms of the table say of postings, where they have said nothing yet. Returns how many.

    Written to the rows and not through `matching.services.react`, which answers a list: here there is no list
    yet, and the matches computed afterwards take account of what is noted.
    """
    firms = dict(Firm.objects.filter(is_demo=True).values_list("name", "pk"))
    postings = dict(OpportunityPage.objects.filter(is_demo=True).values_list("title", "pk"))
    speakers = {
        membership.firm_id: membership.user
        for membership in Membership.objects.filter(firm__is_demo=True).select_related("user")
    }
    made = 0
    for row in rows("reactions"):
        firm, posting = firms.get(row["firm"]), postings.get(row["posting"])
        if firm is None or posting is None:  # renamed or taken away since
            continue
        _reaction, is_new = Reaction.objects.get_or_create(
            firm_id=firm,
            opportunity_id=posting,
            side=Side.FIRM,
            defaults={
                "verdict": row["verdict"],
                "reason": row["reason"],
                "note": row["note"],
                "about": about(posting),
                "by": speakers.get(firm),
                "at": morning(today - timedelta(days=int(row["days_ago"]))),
            },
        )
        made += is_new
    return made


def hold_one() -> int:
    """Let the secretary send one waiting posting back with a reason, once. Returns how many: 1 or 0."""
    page = OpportunityPage.objects.in_review().filter(title=HELD, is_demo=True).first()
    secretary = User.objects.filter(email=secretary_address(), is_active=True).first()
    if page is None or secretary is None or Review.objects.filter(page=page).exists():
        return 0
    moderation.review(
        page=page,
        task_state=moderation.task_state_of(page),
        scores=dict(zip(CRITERIA, MARKS, strict=True)),
        reason=REASON,
        reviewer=secretary,
    )
    return 1


def secretary_address() -> str:
    return next(login.email for login in LOGINS if login.role == Role.SECRETARIAT)
