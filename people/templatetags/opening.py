"""Who may open or do a thing, said beside what is shut."""

from django import template

from people.opening import sentence
from people.opening import who_may as roles_that_may

register = template.Library()


@register.simple_tag(takes_context=True)
def who_may_words(context, permission):
    """One sentence; empty where no role alone opens it, or nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return sentence(roles_that_may(permission, user))


@register.inclusion_tag("components/who_may.html", takes_context=True)
def who_may(context, permission):
    """{% who_may "playbook.freeze_edition" %}: nothing for who may themselves."""
    user = context["request"].user
    return {"words": "" if user.has_perm(permission) else who_may_words(context, permission)}
