"""Whose an address is. `User.email` is the address on file, it alone; an EmailAddress row says that it is proven.

A proof counts only while it names the address on file, so the two cannot disagree: whatever changed the one without the
other left an address that is not proven.
"""

from allauth.account.models import EmailAddress

from people.models import User


def is_same(one, other):
    return one.lower() == other.lower()


def account_with(email):
    """The account with this address on file, or None."""
    found = User.objects.filter(email__iexact=email).exclude(email="") if email else ()
    # A database may fold more letters than we do: ı and i are not one person.
    return next((user for user in found if is_same(user.email, email)), None)


def has_proven_address(user):
    return (
        bool(user.email)
        and EmailAddress.objects.filter(user_id=user.pk, email=user.email.lower(), verified=True).exists()
    )


def account_that_proved(email):
    """The account that proved this address and still has it on file, or None."""
    user = account_with(email)
    return user if user is not None and has_proven_address(user) else None
