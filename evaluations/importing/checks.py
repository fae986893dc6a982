"""What a mapping may not say although each of its values is of the right kind."""

import re

from django.utils.translation import gettext as _

from kit.text.folding import fold

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9-]{1,34}$")


def check(mapping, problems):
    """Append a sentence for everything."""
    if not CODE.match(mapping.code):
        problems.append(_("code is letters, digits and hyphens, at least 2 and at most 35."))
    if not mapping.criteria:
        problems.append(_("The mapping names no criterion."))
    if not mapping.starts_on < mapping.ends_on:
        problems.append(_("[cycle] needs starts_on before ends_on."))
    _check_twice([fold(row.column) for row in mapping.criteria], _("The column %(name)s is mapped twice."), problems)
    standards = [row.standard for row in mapping.criteria if row.standard]
    _check_twice(standards, _("The standard %(name)s is mapped twice."), problems)
    if 0 < len(standards) < len(mapping.criteria):
        problems.append(
            _("Either every criterion names a standard of the folder or none: a scorecard has one edition.")
        )
    if mapping.is_of_places and (mapping.source.column or mapping.source.value in ("self", "peer", "upward")):
        problems.append(_("A place has no colleagues and does not evaluate itself: the source is lead or mystery."))


def _check_twice(values, words, problems):
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        problems.append(words % {"name": twice})
