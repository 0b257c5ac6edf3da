"""The pages every site has, the workflow and the groups: made once, left alone afterwards."""

from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Page, Site, Workflow, WorkflowPage, WorkflowTask

from cms.models import HomePage, NewsIndexPage, OfficeIndexPage, OfficePage, ScoringTask, StandardPage
from cms.slugs import free_slug
from organisations.access import SECRETARIAT_GROUP

TEXTS = Path(__file__).parent / "texts"
NAME = "优选政府资源精准对接平台"
HEADING = "好项目，找到对的企业"
LEAD = "各地招商部门发布项目，川商企业说明意向，平台把两边对上，并逐条说明理由。"
STANDARD_PAGES = (  # slug, title
    ("about", "关于平台"),
    ("accessibility", "无障碍说明"),
    ("privacy", "个人信息保护"),
)
WORKFLOW = "招商项目审核"
TASK = "秘书处评分"
SHIPPED_GROUPS = ("Moderators", "Editors")  # Wagtail's own, made before anybody asked


@transaction.atomic
def ensure() -> HomePage:
    """Make what is missing of pages, workflow and the secretariat's group; change nothing else."""
    from cms.permissions import sync_secretariat_group

    home = HomePage.objects.first() or _home()
    if not OfficeIndexPage.objects.exists():
        home.add_child(instance=OfficeIndexPage(title="招商部门", slug="offices", show_in_menus=True))
    if not NewsIndexPage.objects.exists():
        home.add_child(instance=NewsIndexPage(title="动态", slug="news", show_in_menus=True))
    for slug, title in STANDARD_PAGES:
        if not home.get_children().filter(slug=slug).exists():
            body = (TEXTS / f"{slug}.html").read_text(encoding="utf-8")
            home.add_child(instance=StandardPage(title=title, slug=slug, body=body))
    sync_secretariat_group()
    _workflow(home)
    return home


@transaction.atomic
def office_page(*, office) -> OfficePage:
    """The page of an office, made and published when there is none; with its group when newly made."""
    page = OfficePage.objects.filter(office=office).first()
    if page is not None:
        return page
    index = OfficeIndexPage.objects.first()
    if index is None:
        ensure()
        index = OfficeIndexPage.objects.get()
    page = index.add_child(
        instance=OfficePage(title=office.name, slug=free_slug(office.name, parent=index), office=office)
    )
    from cms.permissions import sync_office_group

    sync_office_group(office=office)
    return page


def _home() -> HomePage:
    """The home page takes the place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    welcome = root.get_children().filter(slug="home").first()
    home = root.add_child(
        instance=HomePage(title=NAME, slug="docking" if welcome else "home", heading=HEADING, lead=LEAD)
    )
    site = Site.objects.filter(is_default_site=True).first() or Site(
        hostname="localhost", is_default_site=True
    )
    site.site_name, site.root_page = NAME, home
    site.save()
    if welcome is not None and welcome.specific_class is Page and not welcome.get_children().exists():
        Page.objects.get(pk=welcome.pk).delete()
    _retire_shipped()
    return HomePage.objects.get(pk=home.pk)


def _retire_shipped() -> None:
    """Groups and a workflow that came with Wagtail and that nobody here uses."""
    Workflow.objects.filter(name="Moderators approval", workflow_states__isnull=True).delete()
    Group.objects.filter(name__in=SHIPPED_GROUPS, user__isnull=True).delete()


def _workflow(home: HomePage) -> None:
    """The secretariat reviews everything below the home page, unless somebody chose another workflow."""
    task = ScoringTask.objects.first() or ScoringTask.objects.create(name=TASK)
    task.groups.add(Group.objects.get(name=SECRETARIAT_GROUP))
    if WorkflowPage.objects.filter(page_id=home.pk).exists():
        return
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    if workflow is None:
        workflow = Workflow.objects.create(name=WORKFLOW)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=home.pk)
