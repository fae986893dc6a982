from tests.training.world import make_course
from tests.worlds import built_once


@built_once
def course():
    """A live course of two lessons and a quiz of three questions, as an author writes it."""
    return make_course()
