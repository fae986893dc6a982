"""What a check found, in the reader's words. Without the figures in question: not everybody may see them.

The sentences of `*/verification.py` and `kit.audit` are for whoever has the server; here each becomes a thing and what
is wrong with it.
"""

import re

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

THINGS = (
    (r"audit entry (?P<name>\d+)", gettext_lazy("Entry %(name)s of the audit log")),
    (r"the audit log", gettext_lazy("The end of the audit log")),
    (r"evaluation (?P<name>[^ :]+): the file", gettext_lazy("A file of the evaluation %(name)s")),
    (r"evaluation (?P<name>[^ :]+)", gettext_lazy("The evaluation %(name)s")),
    (r"scorecard (?P<name>\S+) version", gettext_lazy("The scorecard %(name)s")),
    (r"scale (?P<name>.+?) \(", gettext_lazy("The scale “%(name)s”")),
    (r"summary of cycle", gettext_lazy("A sum of answers")),
    (r"picture of standard (?P<name>\S+)", gettext_lazy("A picture of the standard %(name)s")),
    (r"picture (?P<name>\w+) of the folder", gettext_lazy("The picture %(name)s of the folder")),
    (r"imported edition", gettext_lazy("An edition of the past")),
    (r"edition (?P<name>\d+)", gettext_lazy("Edition %(name)s of the folder")),
    (r"signature \S+ of (?P<name>\S+)", gettext_lazy("A signature of the person with the code %(name)s")),
    (r"reward run (?P<name>\w+)", gettext_lazy("The reward run %(name)s")),
    (r"attempt (?P<name>\w+)", gettext_lazy("The quiz %(name)s")),
    (r"completion (?P<name>\w+)", gettext_lazy("The certificate %(name)s")),
    (r"assignment (?P<name>\w+)", gettext_lazy("A course that was given to somebody (%(name)s)")),
    (r"question version (?P<name>\d+)", gettext_lazy("A question as it was asked (%(name)s)")),
    (r"(?P<name>[^:]+): (two periods|the person's row)", gettext_lazy("The work of the person with the code %(name)s")),
    (r"standing of person", gettext_lazy("Where somebody stands in a course")),
    (r"document (?P<name>\S+) (is|was)", gettext_lazy("The document %(name)s")),
)
PAST_THE_PRODUCT = gettext_lazy("%(thing)s: somebody changed it past the product.")
WRONG = (
    (
        r"is missing|is not kept|from the ledger",
        gettext_lazy("%(thing)s: it is missing, somebody removed it past the product."),
    ),
    (r"was taken away", gettext_lazy("%(thing)s: it had been removed and is there again.")),
    (
        r"by no action|never (frozen|given)|knows of nobody|by somebody else|without the check",
        gettext_lazy("%(thing)s: nobody did this in the product."),
    ),
    (
        r"was changed|does not name it|written anew|(is|are) not (the one|those)|another text|does not follow|"
        r"under the text|(does|do) not give|log ends|is of another",
        PAST_THE_PRODUCT,
    ),
)
DOES_NOT_ADD_UP = gettext_lazy("%(thing)s: what is stored is not what is computed again.")


def in_words(sentence):
    """A finding for the reader; figures are left out."""
    sentence = str(sentence)
    wrong = next((words for pattern, words in WRONG if re.search(pattern, sentence)), DOES_NOT_ADD_UP)
    return str(wrong) % {"thing": thing_in(sentence) or _("A row")}


def thing_in(sentence):
    """What a finding is about; None where it is not known."""
    for pattern, words in THINGS:
        found = re.match(pattern, sentence)
        if found:
            return str(words) % {"name": found.groupdict().get("name") or ""}
    return _row_in(sentence)


def _row_in(sentence):
    """ "staff member 1001 (kq3...) was changed": a row of a table, by what the table is called."""
    for model in apps.get_models():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model._meta.object_name).lower()
        found = re.match(rf"{words} (?P<name>\S+)( \(\S+\))? (was|is) ", sentence)
        if found:
            return _("%(kind)s %(name)s") % {"kind": _kind_of(model), "name": found["name"]}
    return None


def _kind_of(model):
    from kit.audit.labels import thing_of

    thing = thing_of(model._meta.label)
    return str(thing.one) if thing else _("A record of “%(room)s”") % {"room": model._meta.app_config.verbose_name}
