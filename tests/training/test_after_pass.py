"""After a pass stands the certificate: while it is made, and when it is there."""

import pytest
from django.urls import reverse

from kit.documents.kinds import paper_of
from tests.personas import client_for
from tests.training.world import NOON, make_course, make_edition, sit
from training.documents import KIND, is_made
from training.models import Completion

pytestmark = pytest.mark.django_db


def test_the_result_leads_to_the_certificate_while_it_is_made(people):
    course = make_course(make_edition())
    for lesson in course.lessons.all():
        client_for(people.narges).post(reverse("training:finish_lesson", args=[course.key, lesson.translation_key]))
    attempt = sit(course, people.narges, at=NOON)
    completion = Completion.objects.filter(attempt=attempt).first()
    content = client_for(people.narges).get(reverse("training:result", args=[attempt.key])).content.decode()
    assert 'id="certificate"' in content
    if completion is None:
        assert f'class="hv-act" href="{course.get_absolute_url()}"' in content
    else:
        assert not is_made(completion, "fa")
        assert reverse("kit:paper", args=[paper_of(KIND).kind, completion.key, "fa"]) in content
