from wagtail.models import Page, Site, Workflow

from cms import tree
from cms.models import HomePage, OfficePage, ScoringTask, StandardPage
from tests import factories


def test_a_new_site_gets_its_pages_its_workflow_and_its_groups(db):
    home = tree.ensure()
    site = Site.objects.get(is_default_site=True)
    assert site.root_page_id == home.pk
    assert site.hostname == "localhost"
    slugs = set(home.get_children().live().values_list("slug", flat=True))
    assert slugs == {"offices", "news", "about", "accessibility", "privacy"}
    assert home.get_workflow().tasks.get().specific == ScoringTask.objects.get()
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert all(len(page.body) > 200 for page in StandardPage.objects.all())


def test_doing_it_again_changes_nothing_and_keeps_what_was_edited(db):
    tree.ensure()
    about = StandardPage.objects.get(slug="about")
    about.body = "<p>改过了</p>"
    about.save()
    before = (Page.objects.count(), Workflow.objects.count(), ScoringTask.objects.count())
    tree.ensure()
    assert (Page.objects.count(), Workflow.objects.count(), ScoringTask.objects.count()) == before
    assert StandardPage.objects.get(slug="about").body == "<p>改过了</p>"


def test_an_office_has_one_page_however_often_it_is_asked_for(db):
    tree.ensure()
    office = factories.make_office()
    first, second = tree.office_page(office=office), tree.office_page(office=office)
    assert first.pk == second.pk
    assert first.live
    assert first.slug.startswith("rong-xian-tou-zi")
    assert OfficePage.objects.count() == 1


def test_the_page_of_an_office_makes_the_tree_when_there_is_none(db):
    HomePage.objects.all().delete()
    assert tree.office_page(office=factories.make_office()).get_parent().slug == "offices"
