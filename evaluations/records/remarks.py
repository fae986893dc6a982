"""All that an app above says about an evaluation, in one object, which its `AppConfig.ready` registers:

LINKS = EvaluationLinks("rewards", remarks=(held_rewards,))      # in rewards/links/evaluations.py
"""

from dataclasses import dataclass

from kit.registry import Registry


@dataclass(frozen=True)
class Remark:
    """A sentence with the way on. `icon`: one of the sprite's."""

    text: str
    url: str = ""
    link: str = ""
    icon: str = "info-circle"


@dataclass(frozen=True)
class EvaluationLinks:
    """`remarks`: (evaluation, user) -> the Remarks, for what this reader may know, beside an evaluation that is
    disputed."""

    app: str
    remarks: tuple = ()


_stated = Registry[EvaluationLinks]()
register, made_up = _stated.register, _stated.made_up


def all_evaluation_links() -> list[EvaluationLinks]:
    """Those of every app, the highest floor first."""
    return list(_stated)


def remarks_on(evaluation, user):
    return [remark for links in _stated for said in links.remarks for remark in said(evaluation, user)]
