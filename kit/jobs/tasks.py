from django_tasks import task


@task(queue_name="documents")
def run_job(job_id):
    """One worker's turn at a job; it queues itself again while something is left, so that others get theirs."""
    from kit.jobs.runner import run_turn

    if run_turn(job_id):
        run_job.enqueue(job_id)
