"""What stands on a standard when it leaves the folder: evaluations, which nothing takes away."""

from django.utils.translation import ngettext

from evaluations.models import Answer, Evaluation
from kit.display import number


def evaluations_on(codes):
    """Counted over everything: that there are some is told to authors, which ones is not."""
    shown = Evaluation.objects.counted().shown()
    judged = Answer.objects.judged_in(shown).filter(criterion__standard__code__in=codes).values("evaluation")
    count = shown.filter(pk__in=judged).count()
    said = ngettext(
        "%(count)s evaluation stands on it and stays as it is.",
        "%(count)s evaluations stand on it and stay as they are.",
        count,
    )
    return [said % {"count": number(count)}] if count else []
