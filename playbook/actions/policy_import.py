"""What a folder's file makes of the page of the complaint policy: its steps, its authority table, its public lane."""

from uuid import uuid4

from playbook.files.columns import AUTHORITY, LANE, OF_POLICY, STEP, STEP_TEXTS
from playbook.files.plan import WRONG
from playbook.models import AuthorityLine, PolicyStep
from playbook.models.authority import LIMITS

POLICY_TITLES = {"fa": "آیین رسیدگی به شکایت", "en": "Complaint policy"}


class PolicyWriting:
    """Fields of the page in each language; what the file does not touch is not set.

    Translations of a step or a line share their key: that of the page that is there, or a new one.
    """

    def __init__(self, plan, locales, roles):
        self.pages, self.locales, self.roles = plan.folder.policy, locales, roles
        self.touched = {row.kind for row in plan.to_write}
        fit = [row for row in plan.rows if row.state != WRONG]
        brought = {kind: {_number(row): row.row for row in fit if row.kind == kind} for kind in OF_POLICY}
        there = {kind: plan.folder.of_policy(kind) for kind in brought}
        self.rows = {kind: dict(sorted({**there[kind], **brought[kind]}.items())) for kind in brought}
        source = self.pages.get("fa") or self.pages.get("en")
        old = {kind: list(getattr(source, name).all()) if source else [] for kind, name in RELATED.items()}
        self.keys = {kind: [child.translation_key for child in old[kind]] for kind in old}
        for kind, keys in self.keys.items():
            keys += [uuid4() for _more in range(len(self.rows[kind]) - len(keys))]

    def is_whole_in(self, language):
        """Are all six steps written in it?"""
        return all(row[f"do_{language}"] for row in self.rows[STEP].values())

    def fields(self, language):
        page = self.pages.get(language)
        found = {"title": page.title if page else POLICY_TITLES[language]}
        if page is None or (STEP in self.touched and self.is_whole_in(language)):
            found["steps"] = self._children(STEP, "do", language)
        if page is None or AUTHORITY in self.touched:
            found["authority"] = [*self._children(AUTHORITY, "remedy", language), *self._alone(page)]
        if page is None or LANE in self.touched:
            found |= self._lane(language)
        return found

    def _children(self, kind, leading, language):
        """What stands in `language`, in order."""
        make = {STEP: _step, AUTHORITY: self._line}[kind]
        pairs = zip(self.rows[kind].values(), self.keys[kind], strict=True)
        found = [(make(cells, language), key) for cells, key in pairs if cells[f"{leading}_{language}"]]
        for place, (child, key) in enumerate(found):
            child.sort_order, child.translation_key, child.locale = place, key, self.locales[language]
        return [child for child, _key in found]

    def _alone(self, page):
        """Lines without a twin, which the file does not show: they stay, at the end."""
        known = set(self.keys[AUTHORITY])
        return [line for line in page.authority.all() if line.translation_key not in known] if page else []

    def _line(self, cells, language):
        limits = {name: int(cells[name]) if cells[name] else None for name in LIMITS}
        return AuthorityLine(remedy=cells[f"remedy_{language}"], role=self.roles.get(cells["roles"]), **limits)

    def _lane(self, language):
        cells = self.rows[LANE].get(0)
        if cells is None:
            return {}
        texts = {f"public_{name}": cells[f"{name}_{language}"] for name in STEP_TEXTS}
        return texts | {"public_minutes": int(cells["minutes"]) if cells["minutes"] else None}


RELATED = {STEP: "steps", AUTHORITY: "authority"}


def _number(row):
    return int(row.row["code"]) if row.kind != LANE else 0


def _step(cells, language):
    minutes = int(cells["minutes"]) if cells["minutes"] else None
    texts = {name: cells[f"{name}_{language}"] for name in STEP_TEXTS}
    return PolicyStep(time_limit_minutes=minutes, is_skippable=bool(cells["skippable"]), **texts)
