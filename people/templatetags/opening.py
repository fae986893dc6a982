"""Who may open or do a thing, said beside what is shut."""

from django import template

from people.access.permissions import sentence, who_holds
from people.access.permissions import who_may as roles_that_may

register = template.Library()


@register.simple_tag(takes_context=True)
def who_may_words(context, permission):
    """One sentence; empty where no role alone opens it, or nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return ""
    return sentence(roles_that_may(permission, user))


@register.simple_tag(takes_context=True)
def who_holds_words(context, *roles):
    """The same sentence about roles that the page knows, where the rule depends on the thing in question."""
    return sentence(who_holds(roles, context["request"].user))


@register.inclusion_tag("components/who_may.html", takes_context=True)
def who_may(context, permission):
    """{% who_may "playbook.freeze_edition" %}: nothing for who may themselves."""
    user = context["request"].user
    return {"words": "" if user.has_perm(permission) else who_may_words(context, permission)}


@register.inclusion_tag("components/first_comes.html", takes_context=True)
def first_comes(context, text, permission, url, button):
    """What has to be there before; its button for who may make it, else who that is."""
    return {"text": text, **_way(context, permission, url, button)}


@register.inclusion_tag("components/empty.html", takes_context=True)
def empty_or_who(context, permission, title, text="", icon="inbox", url="", button=""):
    """{% empty %} with its button for who holds the permission; to everybody else it says who does."""
    return {"title": title, "text": text, "icon": icon, **_way(context, permission, url, button)}


def _way(context, permission, url, button):
    if context["request"].user.has_perm(permission):
        return {"url": url, "button": button, "words": ""}
    return {"url": "", "button": "", "words": who_may_words(context, permission)}
