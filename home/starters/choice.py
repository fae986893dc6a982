"""The deeds of starter folders: choosing one, and finishing it when the first edition is frozen."""

from django.db import IntegrityError, transaction
from wagtail.models import Locale

from evaluations.actions import create_scale
from evaluations.models import Scale
from home.models import ChosenStarter
from home.starters.files import scales
from home.starters.pages import add_page, authority_lines, lane_fields, policy_steps, standard_texts
from home.starters.questions import question_draft, with_code
from home.starters.scorecards import draft_planned
from kit.audit.chain import record
from people.actions import add_job_role
from people.models import JobRole
from playbook.actions.policy_import import POLICY_TITLES
from playbook.models import CodeLedger, ComplaintPolicyPage, FolderPage, StandardPage, TouchpointPage
from training.actions import import_questions, tag_questions
from training.actions.courses.whole import create_course

TITLES = ("title", "summary")
LESSON_TEXTS = ("title", "body", "try")


class AlreadyChosen(Exception):
    """A company begins with a starter folder once; nothing was written."""


class CodesTaken(Exception):
    """Standards with these codes are in the folder; nothing was written. `codes` names them."""

    def __init__(self, codes):
        super().__init__(", ".join(codes))
        self.codes = codes


@transaction.atomic
def choose_starter(*, starter, roles, languages, currency, by, at):
    """Everything of a starter folder as drafts, its scales and missing job roles at once; all of it or nothing.

    `roles`: {role in the file: the JobRole that it is here}; those that are not named are made. `languages`: those of
    the company. Raises AlreadyChosen, CodesTaken. Returns the ChosenStarter.
    """
    chosen = _begin(starter, by, at)
    CodeLedger.objects.select_for_update().order_by("pk").first()
    if taken := sorted({*StandardPage.objects.filter(code__in=starter.codes).values_list("code", flat=True)}):
        raise CodesTaken(taken)
    known = _roles(starter, roles, languages, by, at)
    chosen.roles = {code: role.key for code, role in known.items()}
    writing = _Writing(starter, known, languages, currency, by)
    chosen.codes = writing.folder()
    chosen.scales = {code: scale.key for code, scale in _scales(by, at).items()}
    chosen.questions = _courses(starter, chosen.codes, languages, by, at)
    chosen.scorecards = starter.scorecards
    chosen.save()
    codes = sorted(chosen.codes.values())
    record(verb="starter.chosen", on=writing.folders[languages[0]], by=by, at=at, starter=starter.name, codes=codes)
    return chosen


def _begin(starter, by, at):
    """The row that lets only one be first."""
    try:
        with transaction.atomic():
            return ChosenStarter.objects.create(name=starter.name, chosen_by=by, chosen_at=at)
    except IntegrityError as error:
        raise AlreadyChosen from error


def _roles(starter, roles, languages, by, at):
    """{role in the file: JobRole}."""
    used = {*JobRole.objects.values_list("code", flat=True)}
    known = dict(roles)
    for role in starter.roles:
        if role["code"] not in known:
            code = _free(role["code"], used)
            names = {f"name_{language}": role[f"name_{language}"] for language in languages}
            names.setdefault("name_fa", names.get("name_en"))  # lists are sorted by it
            known[role["code"]] = add_job_role(code=code, by=by, at=at, **names)
            used.add(code)
    return known


def _free(wished, used):
    more = (f"{wished}-{number}" for number in range(2, 1000))
    return next(code for code in (wished, *more) if code not in used)


def _scales(by, at):
    """{short name: Scale}: those of the same steps that are there already, the others made."""
    there = {_signature(scale): scale for scale in Scale.objects.order_by("-pk").prefetch_related("outcomes")}
    found = {}
    for code, data in scales().items():
        outcomes = tuple(map(tuple, data["outcomes"]))
        names = {"name_fa": data["name_fa"], "name_en": data["name_en"]}
        found[code] = there.get(outcomes) or create_scale(outcomes=outcomes, by=by, at=at, **names)
    return found


def _signature(scale):
    rows = scale.outcomes.all()
    return tuple((outcome.label_fa, outcome.label_en, outcome.value, outcome.is_pass) for outcome in rows)


def _courses(starter, codes, languages, by, at):
    """Two courses as drafts with their questions; returns {key of the question: code}."""
    asked = {}
    for data in starter.courses:
        rules = {name: data[name] for name in ("pass_mark", "attempt_limit") if name in data}
        texts = {f"{name}_{language}": data[f"{name}_{language}"] for name in TITLES for language in languages}
        lessons = [_lesson(lesson, codes, languages) for lesson in data["lesson"]]
        course = create_course(lessons=lessons, by=by, is_draft=True, **texts, **rules)
        drafts = [question_draft(question, languages) for question in data["question"]]
        drafts = [with_code(draft, codes[draft.codes[0]]) for draft in drafts]
        made = import_questions(drafts=drafts, course=course, standards={}, by=by, at=at)
        asked |= {row.key: draft.codes[0] for row, draft in zip(made, drafts, strict=True)}
    return asked


def _lesson(data, codes, languages):
    texts = {f"{name}_{language}": data[f"{name}_{language}"] for name in LESSON_TEXTS for language in languages}
    return texts | {"minutes": data["minutes"], "standards": [codes[code] for code in data["standards"]]}


class _Writing:
    """The pages of the folder, in the company's languages."""

    def __init__(self, starter, roles, languages, currency, by):
        self.starter, self.roles, self.languages, self.currency, self.by = starter, roles, languages, currency, by
        folders = FolderPage.objects.filter(locale__language_code__in=languages).select_related("locale")
        self.folders = {page.locale.language_code: page for page in folders}
        self.locales = {locale.language_code: locale for locale in Locale.objects.all()}

    def folder(self):
        """Returns {code in the file: code of the page}."""
        codes = {}
        self._introduce()
        for touchpoint in self.starter.touchpoints:
            pages = self._touchpoint(touchpoint)
            for standard in touchpoint["standard"]:
                codes[standard["code"]] = self._standard(standard, pages)
        if not ComplaintPolicyPage.objects.exists():
            self._policy()
        return codes

    def _introduce(self):
        """The folder's first words, where nobody wrote any."""
        for language, folder in self.folders.items():
            if not folder.introduction:
                folder.introduction = self.starter.data[f"introduction_{language}"]
                folder.save_revision(user=self.by)

    def _touchpoint(self, data):
        """{language: page}; a touchpoint of the same short name that is there already is taken."""
        pages = {}
        for language in self.languages:
            there = TouchpointPage.objects.child_of(self.folders[language]).filter(code=data["code"]).first()
            pages[language] = there or self._add_touchpoint(data, language, next(iter(pages.values()), None))
        return pages

    def _add_touchpoint(self, data, language, twin):
        facts = {name: data[name] for name in ("code", "phase", "icon")}
        page = TouchpointPage(title=data[f"name_{language}"], **facts)
        return add_page(self.folders[language], page, self.by, twin, is_draft=True)

    def _standard(self, data, parents):
        twin = None
        for language in self.languages:
            texts = standard_texts(data, language)
            page = StandardPage(
                title=texts["behaviour"],
                code=twin.code if twin else data["code"],
                measure=data["measure"],
                is_critical=data["critical"],
                **texts,
            )
            page.roles = [self.roles[role] for role in data.get("roles", ())]
            twin = add_page(parents[language], page, self.by, twin, is_draft=True)
        return twin.code

    def _policy(self):
        data, twin, step_keys, line_keys = self.starter.policy, None, {}, {}
        for language in self.languages:
            locale, known = self.locales[language], (self.roles, self.currency)
            page = ComplaintPolicyPage(title=POLICY_TITLES[language], **lane_fields(data["lane"], language))
            page.steps = policy_steps(data["step"], language, locale, step_keys)
            page.authority = authority_lines(data["authority"], language, locale, line_keys, *known)
            twin = add_page(self.folders[language], page, self.by, twin, is_draft=True)


@transaction.atomic
def finish_starter(*, edition, by, at):
    """With the first frozen edition: questions are tagged by its standards, scorecards are drafted. Once; returns the
    drafts, None where nothing waited."""
    chosen = ChosenStarter.objects.select_for_update().filter(finished_at=None).first()
    if chosen is None:
        return None
    tag_questions(codes=chosen.questions, edition=edition, by=by, at=at)
    made = draft_planned(chosen=chosen, edition=edition, by=by, at=at)
    chosen.finished_at = at
    chosen.save(update_fields=["finished_at"])
    record(verb="starter.finished", on=edition, by=by, at=at, scorecards=[card.key for card in made])
    return made
