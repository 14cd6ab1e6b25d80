"""What holds of receiving in a folder holds on a server."""

from tests.services.test_exchange import (  # noqa: F401
    stick,
    test_a_deleted_record_does_not_come_back_with_an_old_package,
    test_a_missing_package_is_named_and_a_late_one_fills_in,
    test_a_preview_gives_the_report_of_receiving_and_changes_nothing,
    test_an_invitation_enrols_one_machine_only,
    test_cancelled_receiving_keeps_whole_packages_only,
    test_damaged_foreign_and_forged_packages_change_nothing_and_say_so,
    test_receiving_twice_changes_nothing,
    test_two_machines_of_a_commune_merge_fields_and_leave_a_conflict_for_a_person,
    test_what_a_commune_recorded_arrives,
)
from tests.services.test_receipts import (  # noqa: F401
    test_a_package_refused_once_and_copied_again_is_simply_received,
    test_conflicts_between_two_machines_are_told,
    test_only_a_receipt_makes_a_record_count_as_received,
)
