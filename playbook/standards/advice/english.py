"""Words of English standards."""

import re

from playbook.standards.advice.phrases import Phrases, words_of

# What goes on inside a head: nobody standing by could see or hear it.
UNSEEN = Phrases("""
try to
tries to
trying to
make an effort
makes an effort
do their best
does their best
do your best
does its best
be aware
is aware
are aware
stay aware
be mindful
is mindful
keep in mind
keeps in mind
bear in mind
be friendly
is friendly
be polite
is polite
be nice
is nice
be professional
is professional
be positive
is positive
be attentive
is attentive
be proactive
is proactive
be motivated
is motivated
be empathetic
is empathetic
shows empathy
show empathy
shows respect
show respect
positive attitude
good attitude
right attitude
takes care to
take care to
feels responsible
feel responsible
takes ownership
take ownership
""")
# At the beginning alone: «the colleague who knows» is seen well enough.
UNSEEN_FIRST = words_of("""
understand understands feel feels know knows think thinks believe believes realise realises realize realizes
appreciate appreciates value values want wants intend intends respect respects care cares consider considers
""")
VAGUE = Phrases("""
as soon as possible
asap
in a timely manner
in a timely fashion
where possible
if possible
when possible
as needed
as appropriate
where appropriate
in an appropriate manner
in a professional manner
in the best possible way
""")
# Who or what does something, or when: then the sentence does not begin with what is done.
NO_VERB = words_of("""
the a an this that these those our your their my his her its we you they he she i it everyone everybody somebody
someone nobody staff employees employee team members colleagues colleague baristas barista waiters waiter
cashiers cashier sellers seller customers customer guests guest patients patient clients client there every each
all any some good being it's friendliness politeness quality speed
""")
NEGATIVE_FIRST = re.compile(
    r"^(?:do not|don.?t|does not|doesn.?t|never|avoids?|no|must not|mustn.?t|cannot|can.?t)\b", re.I
)
# A verb in the third person, or a bare one, that goes on after "and", a comma or a semicolon.
_ACTS = words_of("""
answer ask apologise apologize agree bring call change check clear close compare correct do explain follow get
give go greet hand hear help introduce invite keep leave let listen look make move name note notice offer open
point promise put read record refund repeat replace report say sell send serve show sign sit smile stand start
stay take tell test thank turn verify wait walk wash welcome wipe write
""")
ACTS = frozenset(
    form
    for verb in _ACTS
    for form in (verb, f"{verb}s", f"{verb}es", f"{verb[:-1]}ies" if verb.endswith("y") else verb)
)
_JOINED = re.compile(r"(?:,|;|\band\b|\bthen\b)\s+(?:and\s+)?(?:then\s+)?(?:also\s+)?(?:never\s+)?([a-z]+)", re.I)


def first_words(sentence: str) -> list[str]:
    return re.findall(r"[a-z]+(?:['’][a-z]+)?", sentence.lower())


def begins_without_verb(sentence: str) -> bool:
    """Only where the first word is surely none; «Within 30 seconds greets …» passes."""
    words = first_words(sentence)
    return bool(words) and words[0] in NO_VERB and not (words[0] == "there" and len(words) == 1)


def acts(sentence: str) -> int:
    """How many things are done, as far as words that are surely verbs tell."""
    words = first_words(sentence)
    later = sum(match[1].lower() in ACTS for match in _JOINED.finditer(sentence))
    return (1 if words else 0) + later


def is_only_negative(sentence: str) -> bool:
    """Nothing is said but what is not done: «Never guesses», not «Listens to the end, never interrupts»."""
    return bool(NEGATIVE_FIRST.match(sentence.strip())) and acts(sentence) < 2 and ":" not in sentence
