"""Whether a text goes live by one person's hand. Nobody publishes what they wrote while somebody else may approve it.

    verdict = may_publish(user, page)            # somebody who saves and would publish at once
    verdict.allowed                              # False: send it for approval (`actions.approvals`) instead
    verdict.sentence                             # what the screen says: who may approve, or that nobody else can

Who may: whoever may write the folder (authors, administrators), can be signed in to and is not leaving, apart from
who saved it last. A company that does not want this says so on its own screen (`Organisation.needs_second_eyes`).
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from kit.http.once import once
from kit.phrases import listed
from people.access.holders import holders, staying
from people.access.notices import named
from people.company.organisation import organisation
from people.models import Absence
from people.roles import ADMINISTRATOR, AUTHOR

# Who may write may read what another wrote, and say yes to it.
APPROVING = (AUTHOR, ADMINISTRATOR)
MOST_NAMES = 3


@dataclass(frozen=True)
class ApprovalVerdict:
    """`others`: accounts that may approve, those who are here today first; `is_asked`: the company wants two people."""

    allowed: bool
    is_asked: bool
    others: tuple = ()

    @property
    def is_alone(self):
        """Two people are wanted, and there is no second one."""
        return self.is_asked and not self.others

    @property
    def sentence(self):
        """'' where there is nothing to say."""
        if self.is_alone:
            return _("Nobody else here can approve it, so it goes live by your hand alone.")
        if self.allowed:
            return ""
        return _("It goes live once somebody else has approved it: %(names)s.") % {"names": names_of(self.others)}


def may_publish(user, page=None, *, as_it_stands=False):
    """May the user put the page's newest text live? `page` None: one that is only being written.

    `as_it_stands`: the user saves nothing; what another wrote may be published by whoever read it.
    """
    if not organisation().needs_second_eyes:
        return ApprovalVerdict(allowed=True, is_asked=False)
    if as_it_stands and page is not None and writer_of(page) != user.pk:
        return ApprovalVerdict(allowed=True, is_asked=True, others=tuple(approvers_besides(user)))
    others = tuple(approvers_besides(user))
    return ApprovalVerdict(allowed=not others, is_asked=True, others=others)


def writer_of(page):
    """The primary key of whoever saved the page's newest text; None: nobody who can be named."""
    return page.latest_revision.user_id if page.latest_revision else None


def approvers_besides(*writers):
    """Who else may approve, as a list: those who are here today before those who are away, each by name.

    `writers`: users or their primary keys.
    """
    gone = {getattr(user, "pk", user) for user in writers}
    return [user for user, _is_away in _able(timezone.localdate()) if user.pk not in gone]


def away_among(users):
    """Those of the users who are away today."""
    away = {user.pk for user, is_away in _able(timezone.localdate()) if is_away}
    return [user for user in users if user.pk in away]


@once
def _able(today):
    """[(user, is away today)] of all who may approve at all."""
    able = staying(holders(*APPROVING)).select_related("staff_member")
    away = set(Absence.objects.away_on(today).values_list("staff_id", flat=True))
    found = [(user, _staff_id(user) in away) for user in able]
    return sorted(found, key=lambda row: (row[1], named(row[0])))


def _staff_id(user):
    staff = user.staff_member_or_none
    return staff.pk if staff else None


def names_of(users):
    """A few names, and how many more."""
    names = [named(user) for user in users[:MOST_NAMES]]
    if len(users) > MOST_NAMES:
        names.append(_("others"))
    return listed(names)
