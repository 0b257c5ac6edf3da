"""`manage.py demo`: the demonstration data."""

from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from demo.accounts import LOGINS, PASSWORD
from demo.services import load
from taxonomy.models import Region


class Command(BaseCommand):
    help = (
        "Load the demonstration offices, firms, people, postings, news, what firms say of postings and one "
        "posting sent back. A second run adds what is missing."
    )

    def handle(self, *args, **options) -> None:
        if not Region.objects.exists():
            raise CommandError(_("There are no regions yet. Run `manage.py load_taxonomy` first."))
        started = perf_counter()
        added = load()
        figures = ", ".join(f"{count} {kind}" for kind, count in added.items())
        self.stdout.write(f"demonstration data: added {figures} in {perf_counter() - started:.1f} s")
        for login in LOGINS:
            self.stdout.write(f"  {login.role:12} {login.email}  {PASSWORD}")
