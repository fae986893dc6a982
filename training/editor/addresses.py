"""Where the screens of questions lead: the workbench of a course, a new course, and back to where one came from."""

from django.urls import reverse
from django.utils.http import urlencode

from training.desk.addresses import course_desk
from training.models.questions import Kind

ANCHOR = "#questions"


def desk_url(course):
    """The questions on the workbench of their course."""
    return course_desk(course) + ANCHOR


def at_questions(address):
    """On a workbench, down to the questions; another place is left as it is."""
    return address.partition("#")[0] + ANCHOR


def new_course_url(code="", back=""):
    """Where a course is made; filled with the standard that it is to teach, where that page can be."""
    return with_query(reverse("training:course_new"), standard=code, back=back)


def new_question_url(course, kind, codes=(), back=""):
    address = reverse("training:question_new", args=[course.translation_key, kind])
    return with_query(address, standard=list(codes), back=back)


def kind_links(course, codes=(), back=""):
    """[(kind, address of a new question of it)]."""
    return [(kind, new_question_url(course, kind.value, codes, back)) for kind in Kind]


def sound(values, most):
    """At most so many of what a form sends as codes or keys; what no database can hold is none of them."""
    return [value for value in values[:most] if value.isprintable()]


def with_query(address, **facts):
    said = {name: value for name, value in facts.items() if value}
    return f"{address}?{urlencode(said, doseq=True)}" if said else address
