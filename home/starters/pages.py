"""Pages of the folder out of a file's tables: for starter folders, and for the demo, which publishes at once."""

from wagtail.models import Locale

from kit.values.money import minor_digits
from playbook.models import AuthorityLine, PolicyStep
from playbook.models.authority import LIMITS
from playbook.standards import fields


def add_page(parent, page, by, twin=None, *, is_draft=False):
    """The page under `parent`, in its language, published or a draft; `twin`: the same page in another language."""
    page.locale = Locale.objects.get(pk=parent.locale_id)
    if twin is not None:
        page.translation_key = twin.translation_key
    page.live = not is_draft
    parent.add_child(instance=page)
    revision = page.save_revision(user=by)
    if not is_draft:
        revision.publish(user=by, skip_permission_checks=True)
    return page


def standard_texts(data, language):
    """The texts of a standard that the file has; of several, such as wrong answers, one a line."""
    here = {name: data.get(f"{name}_{language}") for name in fields.names(fields.STANDARD)}
    return {name: "\n".join(said) if isinstance(said, list) else said for name, said in here.items() if said}


def policy_steps(rows, language, locale, keys):
    """Six unsaved steps; `keys` = {place: translation key}, filled by the first language."""
    steps = [
        PolicyStep(
            do=row[f"do_{language}"],
            say=row[f"say_{language}"],
            never_say=row[f"never_{language}"],
            time_limit_minutes=row["minutes"],
            is_skippable=row["skippable"],
        )
        for row in rows
    ]
    return _twins(steps, locale, keys)


def authority_lines(rows, language, locale, keys, roles, currency="IRR"):
    """Unsaved lines; `roles` = {code of the file: JobRole}. `keys` as for the steps."""
    lines = [
        AuthorityLine(
            remedy=row[f"remedy_{language}"],
            role=roles[row["role"]] if "role" in row else None,
            **{name: amount_in(row.get(name), currency) for name in LIMITS},
        )
        for row in rows
    ]
    return _twins(lines, locale, keys)


def amount_in(given, currency):
    """Minor units of `currency`: a number is rials; [rials, whole units of any other money] is an example for both."""
    if not isinstance(given, list):
        return given
    rials, units = given
    return rials if currency == "IRR" else units * 10 ** minor_digits(currency)


def lane_fields(data, language):
    """What the page of the policy says of complaints where everybody reads along."""
    texts = {f"public_{name}": data[f"{name}_{language}"] for name in fields.names(fields.POLICY)}
    return texts | {"public_minutes": data["minutes"]}


def _twins(children, locale, keys):
    for place, child in enumerate(children):
        child.sort_order, child.locale = place, locale
        child.translation_key = keys.setdefault(place, child.translation_key)
    return children
