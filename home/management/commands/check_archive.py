"""Whether an archive of a company is whole; needs the file alone, no database."""

from django.core.management.base import BaseCommand, CommandError

from home.archive.verification import NoArchive, archive_problems, read_manifest


class Command(BaseCommand):
    help = "Check an archive: its manifest, hashes and counts, and that every line is JSON (docs/archive.md)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file")

    def handle(self, *, file, **options):
        try:
            manifest = read_manifest(file)
            problems = list(archive_problems(file))
        except (NoArchive, OSError) as problem:
            raise CommandError(str(problem)) from problem
        tables, files = manifest["tables"], manifest["files"]
        rows = sum(told["rows"] for told in tables.values())
        self.stdout.write(f"{manifest['company']}, made at {manifest['made_at']} by {manifest['product']}")
        self.stdout.write(f"{rows} rows of {len(tables)} tables, {files['kept']} files")
        for problem in problems:
            self.stdout.write(f"  {problem}")
        if problems:
            raise CommandError(f"the archive does not add up: {problems[0]}", returncode=1)
        self.stdout.write(self.style.SUCCESS("everything adds up"))
