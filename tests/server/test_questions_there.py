"""What holds of questions and of packages that are taken back holds on a server."""

from tests.services.test_questions import (  # noqa: F401
    place,
    stick,
    test_a_corrected_value_answers_and_closes_it_on_both_sides,
    test_a_question_arrives_at_its_record,
    test_a_question_taken_back_is_gone_with_the_next_receipt,
)
