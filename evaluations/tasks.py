from django_tasks import task


@task(queue_name="documents")
def make_summaries(cycle_id, staff_id=None, team_id=None):
    """Queue the summaries of a cycle, of everybody or of one person and team; what is made is not made again."""
    from evaluations.models import Cycle, Evaluation
    from kit.documents.tasks import make_paper_later
    from people.company.languages import written_languages

    main = written_languages()[0]
    cycle = Cycle.objects.get(pk=cycle_id)
    rows = Evaluation.objects.counted().filter(cycle=cycle)
    people = rows.filter(subject=staff_id) if staff_id else rows
    teams = rows.filter(team=team_id) if team_id else rows
    people = people.order_by("subject_id").values_list("subject__key", "subject__user__language").distinct()
    for key, language in list(people):  # read before the queue is written to: SQLite has one writer, no open cursor
        make_paper_later.enqueue("cycle-summary", f"{cycle.key}.{key}", language or main)
    for key in teams.order_by("team_id").values_list("team__key", flat=True).distinct():
        make_paper_later.enqueue("team-summary", f"{cycle.key}.{key}", main)
