"""What courses and lessons say in each language, for whoever looks after translations."""

from training.lessons.plain_text import plain_text


def course_texts(page):
    return {"title": page.title, "summary": page.summary}


def lesson_texts(page):
    return {"title": page.title, "body": body_text(page.body.get_prep_value())}


def body_text(blocks):
    """A line for each block, `blocks` as the database keeps them."""
    return "\n".join(filter(None, (plain_text([block]) for block in blocks)))
