"""Who may write and publish here: whatever Wagtail lets, and what this product asks besides."""


def may_write(user, sheet, permission):
    """Every language that is there may be edited, and every one that is not may be added."""
    return user.has_perm(permission) and all(
        _may_edit(user, page) if page.pk else _may_add(user, sheet.parents[language])
        for language, page in sheet.pages.items()
    )


def may_publish(user, page):
    """The one place that decides it for this screen; a page that is not saved yet is judged by its parent."""
    return page.permissions_for_user(user).can_publish() and not is_locked(user, page)


def may_submit(user, page):
    return page.permissions_for_user(user).can_submit_for_moderation()


def is_locked(user, page):
    """Does somebody, or the approval that it waits for, keep the page from being changed?"""
    lock = page.get_lock() if page.pk else None
    return lock is not None and lock.for_user(user)


def _may_edit(user, page):
    return page.permissions_for_user(user).can_edit()


def _may_add(user, parent):
    return parent is not None and parent.permissions_for_user(user).can_add_subpage()
