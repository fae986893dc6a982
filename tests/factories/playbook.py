"""Editions and their standards, frozen with true hashes."""

import io
import secrets
from datetime import UTC, date, datetime

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Max
from factory.django import DjangoModelFactory
from PIL import Image
from wagtail.images import get_image_model

from kit.audit.chain import record
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.editions import hashes
from playbook.evidence.quotes import digest_of, folded_text
from playbook.models import (
    ComplaintPolicyPage,
    Edition,
    Evidence,
    EvidenceLink,
    Flag,
    FolderPage,
    FrozenPolicyStep,
    FrozenStandard,
    PolicyStep,
    Signature,
    StandardPage,
    TouchpointPage,
)

FROZEN_AT = datetime(2026, 1, 1, 6, tzinfo=UTC)
EFFECTIVE_ON = date(2026, 1, 1)


class EditionFactory(DjangoModelFactory):
    """A draft; `frozen_edition()` makes one in force."""

    class Meta:
        model = Edition

    number = factory.LazyFunction(lambda: (Edition.objects.aggregate(last=Max("number"))["last"] or 0) + 1)
    title_fa = factory.LazyAttribute(lambda edition: f"ویرایش {edition.number}")
    title_en = factory.LazyAttribute(lambda edition: f"Edition {edition.number}")
    commitment_fa = "به هر مشتری همین را قول می‌دهیم."
    commitment_en = "This is what we promise every customer."
    effective_on = EFFECTIVE_ON
    drafted_at = FROZEN_AT


class FrozenStandardFactory(DjangoModelFactory):
    """A standard of an edition, with true hashes. `roles=[...]` binds it to job roles.

    Adding one to an edition made by `frozen_edition` leaves the edition's own hash behind: `seal(edition)` renews it.
    """

    class Meta:
        model = FrozenStandard
        skip_postgeneration_save = True

    edition = factory.LazyFunction(lambda: frozen_edition(standards=0))
    position = factory.LazyAttribute(lambda row: row.edition.standards.count() + 1)
    code = factory.LazyAttribute(lambda row: f"DUR-{row.position:02d}")
    phase = "during"
    touchpoint_code = "order"
    touchpoint_icon = "receipt"
    touchpoint_name_fa = "سفارش و صندوق"
    touchpoint_name_en = "Order and till"
    behaviour_fa = factory.LazyAttribute(lambda row: f"سفارش شمارهٔ {row.position} را پیش از ثبت بازگو می‌کند.")
    behaviour_en = factory.LazyAttribute(lambda row: f"Repeats order {row.position} before entering it.")
    why_fa = "مشتری مطمئن می‌شود که درست شنیده‌ایم."
    why_en = "Customers know that we heard them."
    good_fa = "«پس دو فنجان اسپرسو، درست است؟»"
    good_en = "“Two espressos, is that right?”"
    bad_fa = "سفارش را بی هیچ حرفی ثبت می‌کند."
    bad_en = "Enters the order without a word."
    measure = "accuracy"
    binds_from = factory.LazyAttribute(lambda row: row.edition.effective_on)

    @factory.post_generation
    def roles(row, create, roles, **kwargs):
        if roles:
            row.roles.set(roles)
        reseal_standard(row)


class SignatureFactory(DjangoModelFactory):
    class Meta:
        model = Signature

    text_hash = factory.LazyAttribute(lambda signature: signature.frozen_standard.text_hash)
    signed_at = FROZEN_AT


class FlagFactory(DjangoModelFactory):
    class Meta:
        model = Flag

    code = factory.LazyAttribute(lambda flag: flag.standard.code)
    note = "در شلوغی هیچ‌کس وقت این کار را ندارد."
    raised_at = FROZEN_AT


class EvidenceFactory(DjangoModelFactory):
    class Meta:
        model = Evidence

    quote = factory.Sequence(lambda n: f"ده دقیقه منتظر قهوه ماندم، بار {n}.")
    source = "نظرسنجی پاییز"
    language = "fa"
    folded = factory.LazyAttribute(lambda row: folded_text(row.quote, row.source))
    digest = factory.LazyAttribute(lambda row: digest_of(row.quote))
    likeness = factory.LazyAttribute(lambda row: digest_of(row.quote))
    added_at = FROZEN_AT


class EvidenceLinkFactory(DjangoModelFactory):
    class Meta:
        model = EvidenceLink

    evidence = factory.SubFactory(EvidenceFactory)
    linked_at = FROZEN_AT


def frozen_edition(standards=3, steps=0, effective_on=None, number=None, **standard):
    """The edition in force from `effective_on`, with DUR-01, DUR-02 … An older one in force is superseded.

    Without a date: from the first day of 2026, or from the day of the edition before.

    Further keywords go to every standard (`is_critical=True`, `roles=[people.barista]`).
    """
    before = Edition.objects.folder().frozen().aggregate(last=Max("effective_on"))["last"]
    effective_on = effective_on or before or EFFECTIVE_ON
    Edition.objects.folder().filter(state="frozen").update(state="superseded", superseded_on=effective_on)
    edition = EditionFactory(
        **({"number": number} if number else {}),
        effective_on=effective_on,
        state="frozen",
        frozen_at=FROZEN_AT,
        content_hash="0" * 64,
        structure_hash="0" * 64,
    )
    for _ in range(standards):
        FrozenStandardFactory(edition=edition, **standard)
    for position in range(steps):
        _policy_step(edition, position + 1)
    return recorded(seal(edition))


def recorded(edition):
    """The audit log knows of its freezing, as it would after the action."""
    changes = dict(edition.standards.values_list("code", "change_class"))
    hashed = {"content_hash": edition.content_hash, "structure_hash": edition.structure_hash}
    record(verb="edition.frozen", on=edition, by=None, at=edition.frozen_at, changes=changes, **hashed)
    return edition


def seal(edition):
    """Give a frozen edition the hashes of the rows that it has now."""
    standards = [
        hashes.standard_document(row, [role.key for role in row.roles.all()])
        for row in edition.standards.order_by("position").prefetch_related("roles")
    ]
    steps = [hashes.step_document(row) for row in edition.policy_steps.order_by("number")]
    hashed = hashes.edition_hashes(edition, standards, steps, hashes.beside_steps_of(edition))
    edition.content_hash, edition.structure_hash = hashed
    edition.save(update_fields=["content_hash", "structure_hash"])
    return edition


def reseal_standard(row):
    row.content_hash = hashes.standard_hash(row, row.roles.values_list("key", flat=True))
    row.text_hash = row.binding_hash = hashes.text_hash(row)
    FrozenStandard.objects.filter(pk=row.pk).update(
        content_hash=row.content_hash, text_hash=row.text_hash, binding_hash=row.binding_hash
    )


def _policy_step(edition, number):
    step = FrozenPolicyStep(
        edition=edition,
        number=number,
        title_fa=f"گام {number}",
        title_en=f"Step {number}",
        do_fa="گوش می‌دهد.",
        do_en="Listens.",
        say_fa="«می‌فهمم.»",
        say_en="“I understand.”",
        never_say_fa="«شما اشتباه می‌کنید.»",
        never_say_en="“You are wrong.”",
        time_limit_minutes=5,
    )
    step.content_hash = hashes.step_hash(step)
    step.save()
    return step


def live_touchpoint(phase="during", title_fa="سفارش و صندوق", title_en="Order and till", code="order"):
    """A live touchpoint in both languages; (Persian page, English page)."""
    persian, english = (FolderPage.objects.get(locale__language_code=code) for code in ("fa", "en"))
    page = TouchpointPage(title=title_fa, phase=phase, code=code, slug=code, locale=persian.locale)
    page = persian.add_child(instance=page)
    twin = TouchpointPage(
        title=title_en,
        phase=phase,
        code=code,
        slug=code,
        locale=english.locale,
        translation_key=page.translation_key,
    )
    return page, english.add_child(instance=twin)


def live_standard(touchpoint, behaviour_fa="سفارش را بازگو می‌کند.", behaviour_en="Repeats the order.", **fields):
    """A live standard under a pair of touchpoints; (Persian page, English page or None without `behaviour_en`)."""
    persian, english = touchpoint
    roles = fields.pop("roles", [])
    page = StandardPage(behaviour=behaviour_fa, locale=persian.locale, **{"why": "چون مهم است.", **fields})
    page.roles = roles
    page = persian.add_child(instance=page)
    if not behaviour_en:
        return page, None
    twin = StandardPage(
        behaviour=behaviour_en,
        locale=english.locale,
        translation_key=page.translation_key,
        **{"why": "It matters.", **fields},
    )
    return page, english.add_child(instance=twin)


def cms_picture(size=(1600, 900), kind="JPEG", colour="#0b6764", title="IMG_2041.jpg", content=None):
    """A picture of the CMS, as an upload leaves it."""
    if content is None:
        out = io.BytesIO()
        Image.new("RGB", size, colour).save(out, kind)
        content = out.getvalue()
    name = f"original_images/{secrets.token_hex(8)}.{kind.lower()}"
    name = default_storage.save(name, ContentFile(content))
    # In bulk, so that of a broken picture nothing is measured either.
    images = get_image_model().objects
    images.bulk_create([images.model(title=title, width=size[0], height=size[1], file=name)])
    return images.get(file=name)


def embedded(image, alt="قفسهٔ پر"):
    return f'<embed alt="{alt}" embedtype="image" format="left" id="{image.pk}"/>'


def live_policy(steps=6):
    """The complaint policy, live in both languages."""
    key = {}
    for language, words in (("fa", "گوش می‌دهد."), ("en", "Listens.")):
        folder = FolderPage.objects.get(locale__language_code=language)
        page = ComplaintPolicyPage(title=words, slug="complaint-policy", locale=folder.locale, **key)
        page.steps = [PolicyStep(sort_order=n, do=words, locale=folder.locale) for n in range(steps)]
        key = {"translation_key": folder.add_child(instance=page).translation_key}


def republish(page, **fields):
    """What an author does: change some fields of a page and publish."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def frozen_by(author, effective_on=EFFECTIVE_ON, at=FROZEN_AT, **choices):
    """Draft, send for review and freeze what is live now, as an author does."""
    edition = draft_edition(title_fa="ویرایش", effective_on=effective_on, by=author, at=at)
    submit_edition_for_review(edition=edition, by=author, at=at)
    return freeze_edition(edition=edition, by=author, at=at, **choices)
