"""What a form offers to do about a problem, beside mending the field."""

from desktop.models.rules import Problem

CHILD_REFERRAL = "child_referral"
SHOW_OTHER = "show_other"
NOT_THE_SAME = "not_the_same"


def offers(problem: Problem) -> tuple[str, ...]:
    """The offers for *problem*, in the order they are shown; their words are ``offer.<name>``."""
    if problem.code == "under_18":
        return (CHILD_REFERRAL,)
    if problem.params.get("other_id"):
        # Two records of one year are never told apart: one of them is mended, or both stay with a reason.
        return (SHOW_OTHER,) if problem.code == "second_of_year" else (SHOW_OTHER, NOT_THE_SAME)
    return ()
