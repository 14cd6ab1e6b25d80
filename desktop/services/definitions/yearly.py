"""The year's plan, and the work's place in other programmes."""

from desktop.models.code_lists import codes
from desktop.services.definitions.definition import Count, Item, Parameters, defines
from desktop.services.fact_rows import texts
from desktop.services.facts import Facts
from desktop.services.reckoning import issued, planned


@defines("plan_issued", "yes_no", "plans", by=None, communes="all")
def plan_issued(facts: Facts, parameters: Parameters) -> Count:
    """The year's plan is issued by the period's end, and by the day ``by`` if the plan sets one."""
    count = Count(0, 1, shortfall=1)
    until = (parameters["by"] or facts.end, facts.end, facts.today.isoformat())
    for plan in facts.year_plans:
        if issued(plan.issued_on, *until):
            count.counted.append(Item("annual_plan", plan.id))
        else:
            reason = "issued_late" if plan.issued_on else "not_issued"
            count.left_out.append(Item("annual_plan", plan.id, reason=reason))
    if count.counted:
        count.numerator, count.shortfall = 1, 0
    return count


@defines("work_integrated", "yes_no", "programmes", programmes=codes("programme"), communes="any")
def work_integrated(facts: Facts, parameters: Parameters) -> Count:
    """The year's plan, or a session, is integrated into a programme the plan names."""
    named = set(parameters["programmes"])
    count = Count(0, 1, shortfall=1)
    until = (facts.end, facts.today.isoformat())
    plans = [plan for plan in facts.year_plans if planned(plan.issued_on, *until)]
    integrated = [("annual_plan", plan.id, plan.programmes) for plan in plans]
    integrated += [("propaganda_session", session.id, session.programmes) for session in facts.sessions]
    for kind, record, programmes in integrated:
        if named.isdisjoint(texts(programmes)):
            count.left_out.append(Item(kind, record, reason="not_integrated"))
        else:
            count.counted.append(Item(kind, record))
    if count.counted:
        count.numerator, count.shortfall = 1, 0
    return count
