"""What holds of lists, locks and prints in a folder holds on a server: records, figures and paper are the same."""

from tests.services.test_listing import (  # noqa: F401
    test_a_condition_leaves_what_holds_it,
    test_a_selection_sums_every_number_and_row,
    test_codes_sort_by_their_labels_and_links_by_their_captions,
    test_establishments_are_found_by_whether_they_were_inspected,
    test_every_word_may_be_found_in_another_place,
    test_percent_signs_and_quotes_are_searched_as_they_are,
    test_rows_sort_by_the_sum_a_list_shows,
    test_text_sorts_as_the_alphabet_does_and_numbers_by_their_value,
    test_what_is_not_there_stands_last_in_both_directions,
    test_words_inside_rows_are_found,
)
from tests.services.test_locking import (  # noqa: F401
    locked,
    test_a_late_record_is_not_refused_but_told_by_a_slip,
    test_figures_are_set_down_as_they_are_shown,
    test_locked_figures_and_slips_travel,
)
from tests.services.test_prints import (  # noqa: F401
    desk,
    test_every_form_of_the_desk_is_printed_numbered_and_compared,
    test_printing_again_gives_the_same_pages_after_the_records_changed,
    test_what_changed_since_names_the_line_the_column_and_both_figures,
)

# Communes keep their stores to themselves; here they stand in for all that lists and figures do.
ON_SERVERS = ("commune", "receiving")
