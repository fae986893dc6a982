"""Every address of the CMS, and pages, a picture and a question for them to lead to."""

from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page

from playbook.models import ComplaintPolicyPage
from tests import access_cms
from tests.factories.playbook import live_policy, live_standard, live_touchpoint
from tests.safety.pictures import picture
from training.models import Course, LessonPage, Question

# Left by which one signs out, or which fail on purpose.
LEFT_OUT = ("wagtailadmin_logout", "wagtailadmin_error_test")
OF_PAGES = (
    "wagtailadmin_pages:edit", "wagtailadmin_pages:preview_on_edit", "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move", "wagtailadmin_pages:delete", "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:history", "wagtailadmin_pages:usage", "wagtailadmin_explore", "wagtailadmin_pages:add_subpage",
)  # fmt: skip


def addresses(world):
    """[(name of the door, path)], of all doors of the CMS with plain objects, then of each kind of page and object."""
    place = live_touchpoint()
    live_policy()
    pages = [
        place[0],
        live_standard(place)[0],
        ComplaintPolicyPage.objects.first(),
        world.training.course_page,
        world.training.lesson_page,
    ]
    image = get_image_model().objects.create(title="x", file=ContentFile(picture(), name="x.png"))
    plain = [(door.name, access_cms.address(door, world)) for door in access_cms.doors_of_the_cms()]
    plain = [(name, path) for name, path in plain if not name.startswith(LEFT_OUT)]
    return plain + _of_pages(pages) + _of_images(image) + _of_training() + _new_pages(pages)


def _of_pages(pages):
    return [(name, reverse(name, args=[page.pk])) for page in pages for name in OF_PAGES]


def _of_images(image):
    names = ("edit", "delete", "edit_multiple", "url_generator", "preview")
    paths = [(f"wagtailimages:{name}", image.pk) for name in names if name != "preview"]
    return [(name, reverse(name, args=[pk])) for name, pk in paths]


def _of_training():
    question, course = Question.objects.first(), Course.objects.first()
    found = [("training_questions:edit", question), ("training_rules:edit", course)]
    return [(name, reverse(name, args=[row.pk])) for name, row in found if row]


def _new_pages(pages):
    made = [(page.specific_class, page.get_parent()) for page in pages]
    made += [(LessonPage, pages[3])]
    names = ("wagtailadmin_pages:add", "wagtailadmin_pages:preview_on_add")
    return [
        (name, reverse(name, args=[kind._meta.app_label, kind._meta.model_name, Page.objects.get(pk=parent.pk).pk]))
        for kind, parent in made
        for name in names
    ]
