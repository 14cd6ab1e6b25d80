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
    "media_item": {
        "published_on": datetime.date(2025, 3, 1),
        "item_kind": "radio",
        "outlet_level": "commune_loudspeaker",
        "broadcasts": 6,
    },
    "child_referral": {"referred_on": datetime.date(2025, 3, 4), "children": 1},
    "tip_off": {
        "received_on": datetime.date(2025, 3, 5),
        "tip_kind": "tip",
        "due_on": datetime.date(2025, 3, 25),
        "resolved_on": datetime.date(2025, 3, 20),
        "result": "handled",
    },
    "violation_tally": {
        "month": datetime.date(2025, 3, 1),
        "cases": 2,
        "sellers": 2,
        "buyers": 2,
        "organisers": 1,
        "fined": 4,
        "fines_vnd": 6_000_000,
    },
    "directive": {
        "issued_on": datetime.date(2025, 1, 10),
        "number": "08/CV-UBND",
        "title": "Tăng cường phòng, chống tệ nạn xã hội",
    },
    "team": {
        "team_kind": "team_178",
        "consolidated_on": datetime.date(2025, 1, 8),
        "members": 6,
        "female": 2,
    },
    "pilot_model": {
        "title": "Tổ dân phố tự quản",
        "model_kind": "prevention",
        "started_on": datetime.date(2025, 2, 1),
    },
    "commune_status": {"year": 2025, "healthy": True, "key_area": False, "hotspots": 0},
    "commendation": {"awarded_on": datetime.date(2025, 6, 2), "level": "commune", "collectives": 2},
    "budget_entry": {"year": 2025, "source": "budget", "planned_vnd": 30_000_000, "spent_vnd": 12_000_000},
    "period_declaration": {"year": 2025, "period": "q1", "nothing_happened": ("media_item",)},
    "list_entry": {
        "code_list": "propaganda_form",
        "label": "Phiên chợ vùng cao",
        "added_on": datetime.date(2025, 1, 6),
    },
}


def draft(kind: str, **values: Any) -> Draft:
    """A draft that can be saved, with *values* in place of the usual ones."""
    return Draft(kind, {**_VALID[kind], **values})
