"""Valid drafts, so that a test names only what matters to it."""

import datetime
from typing import Any

from desktop.models.entry import Draft

_VALID: dict[str, dict[str, Any]] = {
    "propaganda_session": {
        "held_on": datetime.date(2025, 3, 20),
        "form": "meeting",
        "hamlet": "Tổ dân phố 8",
        "audiences": ({"group": "service_worker", "attendances": 24, "female": 17, "first_time": 18},),
    },
    "training": {"started_on": datetime.date(2025, 4, 2), "title": "Quản lý ca"},
    "staff_member": {"post": "Công chức văn hóa - xã hội", "group": "commune_official", "direct_duty": True},
    "support_case": {
        "opened_on": datetime.date(2025, 2, 3),
        "age_band": "18_30",
        "eligible": "yes",
        "needs": ("legal_aid",),
    },
    "establishment": {
        "trade_name": "Nhà nghỉ Hoa Ban",
        "type": "guest_house",
        "workers": 6,
        "opened_on": datetime.date(2021, 5, 1),
    },
    "inspection": {"inspected_on": datetime.date(2025, 5, 6), "mode": "planned"},
    "baseline": {"year": 2025, "service_workers": 40, "students_upper_secondary": 300},
    "annual_plan": {"year": 2025, "number": "12/KH-UBND", "issued_on": datetime.date(2025, 1, 20)},
}


def draft(kind: str, **values: Any) -> Draft:
    """A draft that can be saved, with *values* in place of the usual ones."""
    return Draft(kind, {**_VALID[kind], **values})
