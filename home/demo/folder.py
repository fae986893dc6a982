"""The folder in both languages, and its two editions."""

from wagtail.models import Locale

from home.demo.company import read
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.hashes import LANE_TEXTS
from playbook.models import (
    AuthorityLine,
    ComplaintPolicyPage,
    FolderPage,
    PolicyStep,
    StandardPage,
    TouchpointPage,
)
from playbook.models.authority import LIMITS
from playbook.models.editions import ChangeClass

LANGUAGES = ("fa", "en")
TEXTS = ("behaviour", "why", "good", "bad")
ICONS = {
    "phone": "phone",
    "instagram": "message-2",
    "menu": "world",
    "welcome": "walk",
    "order": "receipt",
    "bar": "coffee",
    "farewell": "door-exit",
    "followup": "refresh",
    "complaints": "heart-handshake",
}
# Who keeps the standards true, by the letters of their codes.
OWNERS = {"BEF": "HQ-0003", "DUR": "VA-0101", "AFT": "KA-0301", "CMP": "HQ-0001"}
POLICY = {"fa": "آیین رسیدگی به شکایت", "en": "Complaint policy"}
INTRODUCTION = {
    "fa": "از مشتری‌ها پرسیدیم خدمت خوب چیست. این پوشه جواب آن‌هاست و قولی که به هر مشتری می‌دهیم.",
    "en": "We asked our guests what good service is. This folder is their answer, and what we promise every guest.",
}
COMMITMENT = {
    "commitment_fa": "ما این استانداردها را برای هر مهمان، در هر سه شعبه، هر روز انجام می‌دهیم.",
    "commitment_en": "We keep these standards for every guest, in all three branches, every day.",
}


def write_folder(story, company):
    """Write and publish the folder as it stood at the beginning; returns {(code, language): page}."""
    author = company.accounts["mina"]
    pages = {}
    for language in LANGUAGES:
        folder = FolderPage.objects.get(locale__language_code=language)
        folder.introduction = INTRODUCTION[language]
        folder.save_revision(user=author).publish(user=author)
        for touchpoint in read("folder")["touchpoint"]:
            _write_touchpoint(pages, folder, touchpoint, language, company)
        _write_policy(pages, folder, language, author)
    return pages


def _publish(parent, page, author, original):
    page.locale = Locale.objects.get(pk=parent.locale_id)
    if original is not None:
        page.translation_key = original.translation_key
    parent.add_child(instance=page)
    page.save_revision(user=author).publish(user=author)
    return page


def _write_touchpoint(pages, folder, data, language, company):
    author = company.accounts["mina"]
    code = data["code"]
    page = TouchpointPage(
        title=data[f"name_{language}"], slug=f"{code}-{language}", code=code, phase=data["phase"], icon=ICONS[code]
    )
    page = pages[code, language] = _publish(folder, page, author, pages.get((code, "fa")))
    for standard in data["standard"]:
        if not standard.get("later"):
            write_standard(pages, page, standard, language, company, first=True)


def write_standard(pages, touchpoint, data, language, company, *, first):
    """Publish one standard; `first`: in its first wording, where it was changed later."""
    code = data["code"]
    page = StandardPage(
        code=code,
        slug=f"{code.lower()}-{language}",
        measure=data["measure"],
        is_critical=data["critical"],
        caretaker=company.staff[OWNERS[code[:3]]],
        **_texts(data, language, first),
        **_check(data, language),
    )
    page.title = page.behaviour
    page.roles = [company.roles[role] for role in data.get("roles", ())]
    page = _publish(touchpoint, page, company.accounts["mina"], pages.get((code, "fa")))
    pages[code, language] = page


def _check(data, language):
    """The check question of a critical standard."""
    if "check_question_fa" not in data:
        return {}
    texts = {name: data[f"{name}_{language}"] for name in ("check_question", "check_right")}
    return texts | {"check_wrong": "\n".join(data[f"check_wrong_{language}"])}


def _texts(data, language, first):
    texts = {name: data[f"{name}_{language}"] for name in TEXTS}
    if first:
        texts |= {name: data[f"first_{name}_{language}"] for name in TEXTS if f"first_{name}_{language}" in data}
    return texts


def _write_policy(pages, folder, language, author):
    page = ComplaintPolicyPage(title=POLICY[language], slug=f"complaint-policy-{language}")
    original = pages.get(("policy", "fa"))
    keys = [step.translation_key for step in original.steps.all()] if original else []
    steps = [_policy_step(data, language) for data in read("policy")["step"]]
    for step, key in zip(steps, keys, strict=False):
        step.translation_key = key
    for step in steps:
        step.locale_id = folder.locale_id
    page.steps = steps
    pages["policy", language] = _publish(folder, page, author, original)


def _policy_step(data, language):
    return PolicyStep(
        do=data[f"do_{language}"],
        say=data[f"say_{language}"],
        never_say=data[f"never_{language}"],
        time_limit_minutes=data["minutes"],
        is_skippable=data["skippable"],
    )


def rewrite_folder(story, company, pages):
    """The changes of the second edition: new wordings, a standard that came later, who may give what."""
    _write_authority(pages, company)
    author = company.accounts["mina"]
    for touchpoint in read("folder")["touchpoint"]:
        for data in touchpoint["standard"]:
            for language in LANGUAGES:
                if data.get("later"):
                    parent = pages[touchpoint["code"], language]
                    parent.refresh_from_db()
                    write_standard(pages, parent, data, language, company, first=False)
                elif any(name.startswith("first_") for name in data):
                    rewrite_standard(pages[data["code"], language], _texts(data, language, False), author)


def _write_authority(pages, company):
    """The authority table and the public lane, on both pages of the policy."""
    data, keys = read("policy"), {}
    for language in LANGUAGES:
        page = pages["policy", language]
        page.refresh_from_db()
        lines = []
        for number, row in enumerate(data["authority"]):
            limits = {name: row.get(name) for name in LIMITS}
            role = company.roles[row["role"]] if "role" in row else None
            line = AuthorityLine(remedy=row[f"remedy_{language}"], role=role, locale_id=page.locale_id, **limits)
            line.translation_key = keys.setdefault(number, line.translation_key)
            lines.append(line)
        page.authority = lines
        for name in LANE_TEXTS:
            setattr(page, f"public_{name}", data["lane"][f"{name}_{language}"])
        page.public_minutes = data["lane"]["minutes"]
        page.save_revision(user=company.accounts["mina"]).publish(user=company.accounts["mina"])


def rewrite_standard(page, texts, author):
    page.refresh_from_db()
    for name, text in texts.items():
        setattr(page, name, text)
    page.save_revision(user=author).publish(user=author)


def freeze_first_edition(story, company):
    return _freeze(story, company, "نخستین پوشهٔ ما", "Our first folder", 102, 100, 98, {})


def freeze_second_edition(story, company):
    classes = dict.fromkeys(("DUR-07", "DUR-08", "AFT-03", "CMP-02"), ChangeClass.MINOR) | {"BEF-06": ChangeClass.MAJOR}
    return _freeze(story, company, "پس از تابستانِ شلوغ", "After the busy summer", 14, 10, 5, classes)


def _freeze(story, company, title_fa, title_en, drafted, frozen, effective, classes):
    author = company.accounts["mina"]
    edition = draft_edition(
        title_fa=title_fa,
        title_en=title_en,
        effective_on=story.day(effective),
        by=author,
        at=story.at(drafted),
        **COMMITMENT,
    )
    submit_edition_for_review(edition=edition, by=author, at=story.at(drafted - 1))
    return freeze_edition(edition=edition, by=author, at=story.at(frozen), classes=classes)
