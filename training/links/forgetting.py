"""Which documents of training bear a person's name. Nothing of it keeps somebody from being forgotten."""

from training.documents import KIND
from training.models import Completion


def documents(staff):
    yield KIND, list(Completion.objects.filter(staff=staff).values_list("key", flat=True))
