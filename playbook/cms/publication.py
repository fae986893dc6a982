"""The CMS asks the same question as every other screen before it lets a text go live (`playbook.approval.verdict`).

Wagtail asks its permission tester alone: its editor, its bulk actions, copies, a page made and published in one press,
schedules. In the editor whoever presses has just written, so nobody there is the second person; who is approves on the
screen that shows the difference.
"""

from django import forms
from wagtail.admin import signal_handlers
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import PagePermissionTester, Task

from kit.values.keys import new_key
from playbook.approval.verdict import may_publish

_can_publish, _can_publish_subpage = PagePermissionTester.can_publish, PagePermissionTester.can_publish_subpage
_can_submit = PagePermissionTester.can_submit_for_moderation


def can_publish(self):
    return _can_publish(self) and may_publish(self.user, self.page).allowed


def can_publish_subpage(self):
    return _can_publish_subpage(self) and may_publish(self.user).allowed


def can_unschedule(self):
    """Taking back what was approved shows nobody a text that no second person read."""
    return _can_publish(self)


def can_set_view_restrictions(self):
    """Our screens ask who reads; a page has no privacy of its own."""
    return False


def can_submit_for_moderation(self):
    """Sending for approval is offered where somebody else can approve."""
    return _can_submit(self) and not may_publish(self.user, self.page).allowed


def ask_before_publishing():
    PagePermissionTester.can_publish = can_publish
    PagePermissionTester.can_publish_subpage = can_publish_subpage
    PagePermissionTester.can_unschedule = can_unschedule
    PagePermissionTester.can_set_view_restrictions = can_set_view_restrictions
    PagePermissionTester.can_submit_for_moderation = can_submit_for_moderation
    copies_are_drafts()
    # What waits may be written on: the approver is shown what changed.
    Task.lock_class = staticmethod(lambda page, task: None)


def copies_are_drafts():
    """A copy is somebody's new text: it goes live as any other does. And nothing here follows another page unseen."""
    begin = CopyForm.__init__

    def begin_as_draft(self, *args, **kwargs):
        begin(self, *args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
        _leave_the_address_to_us(self.fields["new_slug"])

    CopyForm.__init__ = begin_as_draft


def _leave_the_address_to_us(field):
    """Nobody reads the address of a page here (its screen has another); it has to be one of its own, no more."""
    field.widget, field.initial = forms.HiddenInput(), new_key()


def leave_the_telling_to_us():
    """Wagtail's mails of its workflow come in two languages at once; ours say it (`playbook.notices`).

    Called before Wagtail's own app is ready, which would connect them.
    """
    signal_handlers.register_signal_handlers = lambda: None
