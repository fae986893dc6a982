"""A rule's predicates, worked out for somebody of one role whom nothing else is known of."""

import ast
from itertools import product

from people.models.roles import ADMINISTRATOR, AUTHOR, HR, WITNESS

STAFF, LEAD = "staff", "lead"
COLUMNS = (STAFF, LEAD, AUTHOR, HR, ADMINISTRATOR, WITNESS)

# Predicates that a role answers by itself.
BY_ROLE = {
    "is_staff_member": {STAFF, LEAD, AUTHOR, HR, ADMINISTRATOR},
    "is_lead": {LEAD},
    "is_author": {AUTHOR},
    "is_hr": {HR},
    "is_administrator": {ADMINISTRATOR},
    "is_witness": {WITNESS},
}
# The thing in question is about themselves.
OF_ONESELF = {"disputes_own", "is_about_oneself", "is_oneself", "is_own_reward", "is_subject"}
# What somebody is to it otherwise, which seldom goes with that: who evaluates is not who is evaluated. A team is led by
# leads alone; the rest may be anybody at work.
OF_LEADS = {
    *("leads", "leads_person", "leads_subject", "leads_this_person", "leads_this_team", "led_it", "sees_all_of_it"),
}
OF_STAFF = {"is_evaluator", "keeps_any_standard", "keeps_standard", "noted_it", "sits_it"}
OF_THE_SECOND = {"asked_for_it", "is_second_person", "stood_for_it"}
# What has to hold besides; for most things it does.
CONDITIONS = {
    *("has_left", "is_outside_account", "is_somebody_elses", "is_unreleased", "judges_impartially"),
    *("lead_may_release", "may_stand_for_it", "nobody_in_hr_can"),
}
BARS = {"has_guarded_sign_in", "is_forgotten", "is_own_account"}
SECOND = {LEAD, HR, ADMINISTRATOR, WITNESS}

ALWAYS, OTHERS, THEIRS, NEVER = "always", "others", "theirs", "never"


def reach(rule, role):
    """ALWAYS; OTHERS: not where it is about themselves, or something else stands against it; THEIRS: only what is their
    own or in their hands; NEVER. `rule`: a predicate's name as the package `rules` writes it."""
    tree = ast.parse(rule.strip(), mode="eval").body
    cases = [{"oneself": one, "own": own, "barred": bar} for one, own, bar in product((True, False), repeat=3)]
    values = {_value(tree, _answers(role, **case)) for case in cases}
    stranger = _value(tree, _answers(role, oneself=False, own=False, barred=False))
    if values == {True}:
        return ALWAYS
    if stranger:
        return OTHERS
    return THEIRS if True in values else NEVER


def names_in(rule):
    return {node.id for node in ast.walk(ast.parse(rule.strip(), mode="eval")) if isinstance(node, ast.Name)}


def known_names():
    return {*BY_ROLE, *OF_ONESELF, *OF_LEADS, *OF_STAFF, *OF_THE_SECOND, *CONDITIONS, *BARS}


def _answers(role, *, oneself, own, barred):
    def answer(name):
        if name in BY_ROLE:
            return role in BY_ROLE[name]
        if name in OF_LEADS:
            return own and role == LEAD
        if name in OF_ONESELF:
            return oneself and role != WITNESS
        if name in OF_STAFF:
            return own and role != WITNESS
        if name in OF_THE_SECOND:
            return own and role in SECOND
        return barred if name in BARS else not barred

    return answer


def _value(node, answer):
    if isinstance(node, ast.Name):
        return answer(node.id)
    if isinstance(node, ast.UnaryOp):
        return not _value(node.operand, answer)
    left, right = _value(node.left, answer), _value(node.right, answer)
    return left and right if isinstance(node.op, ast.BitAnd) else left or right
