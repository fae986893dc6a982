"""Where the screens of questions lead: the workbench of a course, a new course, and back to where one came from."""

from typing import NamedTuple

from django.urls import reverse

from kit.http.back import leading
from training.desk.addresses import course_desk
from training.kinds import KINDS
from training.labels import kind_label

ANCHOR = "#questions"


def desk_url(course):
    """The questions on the workbench of their course."""
    return course_desk(course) + ANCHOR


def at_questions(address):
    """On a workbench, down to the questions; another place is left as it is."""
    return address.partition("#")[0] + ANCHOR


class Offered(NamedTuple):
    """A kind of question as authors choose it."""

    value: str
    label: str


def new_course_url(code="", back=""):
    """Where a course is made; filled with the standard that it is to teach, where that page can be."""
    return leading(reverse("training:course_new"), standard=code, back=back)


def new_question_url(course, kind, codes=(), back=""):
    address = reverse("training:question_new", args=[course.translation_key, kind])
    return leading(address, standard=list(codes), back=back)


def kind_links(course, codes=(), back=""):
    """[(Offered, address of a new question of it)]."""
    return [(offered(kind), new_question_url(course, kind, codes, back)) for kind in KINDS]


def offered(kind):
    return Offered(kind, kind_label(kind))


def sound(values, most):
    """At most so many of what a form sends as codes or keys; what no database can hold is none of them."""
    return [value for value in values[:most] if value.isprintable()]
