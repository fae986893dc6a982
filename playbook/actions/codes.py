from django.db import IntegrityError, transaction

from playbook.models import CodeLedger, StandardPage

TRIES = 20


def give_code(*, page: StandardPage) -> str:
    """The code of a standard: the one its translations bear, or a new one, booked so that no other gets it.

    Two authors at once: the unique column lets one have the number, the other takes the next.
    """
    wished = page.code
    for _ in range(TRIES):
        given = CodeLedger.objects.filter(translation_key=page.translation_key).first()
        if given:
            return given.code
        code = wished or CodeLedger.objects.proposed_for(page.get_parent().specific.phase)
        try:
            with transaction.atomic():
                return CodeLedger.objects.create(code=code, translation_key=page.translation_key).code
        except IntegrityError:
            wished = ""
    raise RuntimeError("no free code was found")
