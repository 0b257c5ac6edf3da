"""`manage.py import_workbook booklet|firms FILE`: look at a workbook; --save takes its good rows in."""

import sys
from pathlib import Path
from time import perf_counter

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from jobs.services import suspended
from organisations.access import SECRETARIAT_GROUP
from organisations.models import InvestmentOffice, User
from paperwork import corrections, report, services
from paperwork.contexts import context_for
from paperwork.models import Import
from paperwork.reading import KINDS, read_rows
from sheets import Problem


class Command(BaseCommand):
    help = (
        "Read a workbook of opportunities (booklet) or of member firms (firms) and say what it holds. "
        "Exit 0: every row is good; 1: some rows are not; 2: the file cannot be used."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("kind", choices=sorted(KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--office", help="name of the office all rows go to (default: by the place of each row)"
        )
        parser.add_argument("--save", action="store_true", help="save the good rows")
        parser.add_argument("--as", dest="email", help="e-mail of the person in whose name it is saved")
        parser.add_argument(
            "--corrections", type=Path, help="write the rows that are not good to this workbook"
        )

    def handle(self, *args, **options) -> None:
        started = perf_counter()
        office = self.office_named(options["office"])
        entry = self.keep(options["kind"], options["file"], office, self.actor(options["email"]))
        with suspended():
            services.read(entry=entry)
        if entry.state == Import.State.UNUSABLE:
            self.stderr.write(Problem(**entry.report["unusable"]).line("en"))
            sys.exit(2)
        self.tell(entry, perf_counter() - started)
        if options["corrections"]:
            opened = read_rows(entry.file.path, KINDS[entry.kind], context_for(entry.kind, office))
            count = corrections.write(str(options["corrections"]), opened.rows, KINDS[entry.kind], "en")
            self.stdout.write(f"wrote {count} rows to {options['corrections']}")
        bad = entry.report["total"] - report.can_be_saved(entry.report)
        if options["save"]:
            started = perf_counter()
            entry = self.save(entry)
            self.stdout.write(f"saved {entry.report['saved']} rows in {perf_counter() - started:.1f} s")
        else:
            self.stdout.write("nothing was saved; add --save to save the good rows")
        if bad:
            sys.exit(1)

    def office_named(self, name: str | None) -> InvestmentOffice | None:
        if not name:
            return None
        office = InvestmentOffice.objects.filter(name=name).first()
        if office is None:
            known = ", ".join(InvestmentOffice.objects.values_list("name", flat=True)[:20])
            raise CommandError(
                f"--office: there is no office called {name}. There are: {known}", returncode=2
            )
        return office

    def actor(self, email: str | None) -> User:
        people = User.objects.filter(is_active=True)
        found = (
            people.filter(email=email.lower()).first()
            if email
            else people.filter(is_superuser=True).first()
            or people.filter(groups__name=SECRETARIAT_GROUP).first()
        )
        if found is None:
            raise CommandError("--as: name an account of the secretariat by its e-mail", returncode=2)
        return found

    def keep(self, kind: str, path: Path, office: InvestmentOffice | None, actor: User) -> Import:
        try:
            with path.open("rb") as stream, suspended():
                return services.hand_in(
                    file=File(stream, name=path.name), kind=kind, office=office, actor=actor
                )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=2) from None

    def save(self, entry: Import) -> Import:
        with transaction.atomic():
            with suspended():
                services.order_saving(entry=entry, actor=entry.uploaded_by)
            return services.save(entry=entry)

    def tell(self, entry: Import, seconds: float) -> None:
        found = entry.report
        counts = found["counts"]
        self.stdout.write(
            f"{entry.original_name}: {found['total']} rows in {seconds:.1f} s, sha256 {entry.sha256}\n"
            f"  good {counts['fine']}, good with a remark {counts['rewritten']}, "
            f"faulty {counts['faulty']}, repeated {counts['repeated']}"
        )
        if found["ignored"]:
            self.stdout.write("  columns that mean nothing here: " + ", ".join(found["ignored"]))
        for row in found["rows"]["faulty"]:
            for problem in row["problems"]:
                self.stdout.write("  " + Problem(**problem).line("en"))
        for row in found["rows"]["repeated"]:
            self.stdout.write(f"  row {row['number']} repeats {row['repeats']}")
        for one in found["unresolved"]:
            self.stdout.write(f"  unresolved: {one['field']} “{one['value']}” × {one['count']}")
