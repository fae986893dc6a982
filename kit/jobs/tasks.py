from django_tasks import task

from kit.jobs.runner import run_turn


@task(queue_name="documents")
def run_job(job_id: int) -> None:
    """One worker's turn at a job; it queues itself again while something is left, so that others get theirs."""
    if run_turn(job_id):
        run_job.enqueue(job_id)
