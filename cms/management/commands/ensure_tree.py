"""`manage.py ensure_tree`: home, offices, news and text pages, the workflow, the groups of all offices."""

from django.core.management.base import BaseCommand

from cms import tree
from cms.permissions import sync_office_group
from organisations.models import InvestmentOffice


class Command(BaseCommand):
    help = "Make the pages, the workflow and the groups that are missing. May be run again at any time."

    def handle(self, **options) -> None:
        home = tree.ensure()
        offices = list(InvestmentOffice.objects.active())
        for office in offices:
            sync_office_group(office=office)
        if options["verbosity"]:
            self.stdout.write(f"{home.title}: {home.get_descendants().count()} pages, {len(offices)} offices")
