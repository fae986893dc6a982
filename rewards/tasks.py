from django_tasks import task


@task(queue_name="documents")
def make_statements(run_id):
    """Queue everyone's statement, each in the person's language; made ones are not made again."""
    from kit.documents.tasks import make_paper_later
    from people.company.languages import written_languages
    from rewards.models import RunRow

    main = written_languages()[0]
    rows = RunRow.objects.filter(run=run_id).order_by("pk").values_list("key", "staff__user__language")
    for key, language in list(rows):  # read before the queue is written to: SQLite has one writer, no open cursor
        make_paper_later.enqueue("reward", key, language or main)
