"""Who of a file without personnel codes is known already, and who only bears the name of somebody else."""

from kit.text.folding import compact

LANGUAGES = ("fa", "en")


class Namesakes:
    """`people` with their work periods; who was forgotten has no name any more."""

    def __init__(self, people, forgotten):
        self.by_email, self.by_name = {}, {}
        for person in people:
            if person.pk in forgotten:
                continue
            if person.email:
                self.by_email.setdefault(person.email.casefold(), []).append(person)
            for name in _names(vars(person)):
                self.by_name.setdefault(name, []).append(person)

    def same_person(self, facts):
        """Those who may be meant: by the e-mail, else by the name together with a day of joining."""
        found = self.by_email.get((facts.get("email") or "-").casefold(), [])
        return found or [person for person in self._of_the_name(facts) if _joined(person, facts.get("joined_on"))]

    def at_work(self, facts, on):
        """Who bears this name and works here on a day."""
        return [person for person in self._of_the_name(facts) if person.left_on is None or person.left_on > on]

    def _of_the_name(self, facts):
        found = {person.pk: person for name in _names(facts) for person in self.by_name.get(name, [])}
        return list(found.values())


def _names(facts):
    """The whole names, compared as one reads them: without spaces between their parts."""
    pairs = [(facts.get(f"given_name_{each}"), facts.get(f"family_name_{each}")) for each in LANGUAGES]
    return {compact(f"{given} {family}") for given, family in pairs if given and family}


def _joined(person, day):
    return day in [person.joined_on, *(period.starts_on for period in person.work_periods.all())]
