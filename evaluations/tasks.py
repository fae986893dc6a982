from django_tasks import task


@task(queue_name="documents")
def make_evaluation_document(evaluation_id, language):
    from django.utils import timezone

    from evaluations.documents import make_document
    from evaluations.models import Evaluation

    evaluation = Evaluation.objects.get(pk=evaluation_id)
    make_document(evaluation=evaluation, language=language, at=timezone.now())
