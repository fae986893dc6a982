"""The folder in both languages, and its two editions."""

from home.demo.company import read
from home.starters.pages import add_page, authority_lines, lane_fields, policy_steps, standard_texts
from kit.text.bilingual import LANGUAGES
from playbook.actions import draft_edition, freeze_edition, submit_edition_for_review
from playbook.actions.policy_import import POLICY_TITLES
from playbook.models import ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from playbook.models.editions import ChangeClass

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
        folder.save_revision(user=author).publish(user=author, skip_permission_checks=True)
        for touchpoint in read("folder")["touchpoint"]:
            _write_touchpoint(pages, folder, touchpoint, language, company)
        _write_policy(pages, folder, language, author)
    return pages


def _write_touchpoint(pages, folder, data, language, company):
    author = company.accounts["mina"]
    code = data["code"]
    page = TouchpointPage(
        title=data[f"name_{language}"], slug=f"{code}-{language}", code=code, phase=data["phase"], icon=ICONS[code]
    )
    page = pages[code, language] = add_page(folder, page, author, pages.get((code, "fa")))
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
    )
    page.title = page.behaviour
    page.roles = [company.roles[role] for role in data.get("roles", ())]
    page = add_page(touchpoint, page, company.accounts["mina"], pages.get((code, "fa")))
    pages[code, language] = page


def _texts(data, language, first):
    texts = standard_texts(data, language)
    if first:
        texts |= {name: data[f"first_{name}_{language}"] for name in texts if f"first_{name}_{language}" in data}
    return texts


def _write_policy(pages, folder, language, author):
    page = ComplaintPolicyPage(title=POLICY_TITLES[language], slug=f"complaint-policy-{language}")
    original = pages.get(("policy", "fa"))
    keys = {place: step.translation_key for place, step in enumerate(original.steps.all())} if original else {}
    page.steps = policy_steps(read("policy")["step"], language, folder.locale, keys)
    pages["policy", language] = add_page(folder, page, author, original)


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
        page.authority = authority_lines(data["authority"], language, page.locale, keys, company.roles)
        for name, value in lane_fields(data["lane"], language).items():
            setattr(page, name, value)
        mina = company.accounts["mina"]
        page.save_revision(user=mina).publish(user=mina, skip_permission_checks=True)


def rewrite_standard(page, texts, author):
    page.refresh_from_db()
    for name, text in texts.items():
        setattr(page, name, text)
    page.save_revision(user=author).publish(user=author, skip_permission_checks=True)


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
