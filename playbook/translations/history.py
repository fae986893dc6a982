"""For migrations: when the languages of pages that are there already said the same, as far as their history tells."""

from collections import defaultdict
from datetime import timedelta

from django.utils import timezone

from kit.text.bilingual import LANGUAGES
from playbook.translations.pairs import digest, lacking

# The languages were written one after the other; within a minute they were published together.
TOGETHER = timedelta(minutes=1)


def note_history(apps, pages, texts_of_page, texts_of_content):
    """A TextPairing for each page among `pages` (historical models) that is live in both languages.

    English is written from Persian: where Persian was published later, what it said when English was published is
    taken from its revisions, and where there are none it is not known.
    """
    TextPairing = apps.get_model("playbook", "TextPairing")
    languages = dict(apps.get_model("wagtailcore", "Locale").objects.values_list("pk", "language_code"))
    pairs = defaultdict(dict)
    for page in pages.filter(live=True):
        pairs[page.translation_key][languages[page.locale_id]] = page
    for key, pair in pairs.items():
        if not set(LANGUAGES) <= set(pair):
            continue
        english = texts_of_page(pair["en"])
        persian = _persian_of_then(apps, pair, texts_of_page, texts_of_content)
        words = {name: [persian[name], english[name]] for name in english if persian.get(name) and english[name]}
        words = {name: both for name, both in words.items() if not lacking(both)}
        agreed = {name: [[digest(each) for each in both]] for name, both in words.items()}
        defaults = {"words": words, "agreed": agreed, "noted_at": timezone.now()}
        TextPairing.objects.get_or_create(translation_key=key, defaults=defaults)


def _persian_of_then(apps, pair, texts_of_page, texts_of_content):
    persian, english = pair["fa"], pair["en"]
    published = [page.last_published_at for page in (persian, english)]
    if not all(published) or published[0] - published[1] <= TOGETHER:
        return texts_of_page(persian)
    revisions = apps.get_model("wagtailcore", "Revision").objects.filter(
        object_id=str(persian.pk), base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    then = revisions.filter(created_at__lte=published[1]).order_by("-created_at").first()
    return texts_of_content(then.content) if then else {}
