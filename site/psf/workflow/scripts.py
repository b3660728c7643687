"""What to say on the telephone, by action: short, and without the name of a young person."""

import re

from psf.accounts.models import User
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action

# French marks stay on the line of their word.
NARROW = "\N{NARROW NO-BREAK SPACE}"
BEFORE_MARKS = re.compile(r"(?<=«) | (?=[»?!:;])")


def script_of(action: Action, user: User) -> str:
    """Sentences to say for `action`, or what to do when nobody is to be called; "" for neither."""
    say = kind_of(action.verb).script
    return BEFORE_MARKS.sub(NARROW, say(action, user)) if say else ""


def hello(action: Action, user: User) -> str:
    """« Bonjour, je suis Nadia Carillon, tutrice pédagogique, MLDS du bassin de Saint-Denis. »"""
    function = user.function
    if function[1:2].islower():
        function = function[0].lower() + function[1:]
    return (
        f"« Bonjour, je suis {', '.join(filter(None, (str(user), function, str(action.service))))}."
    )


def call_back(action: Action, user: User) -> str:
    return f"{hello(action, user)} Vous avez demandé qu'on vous rappelle : je vous écoute. »"
