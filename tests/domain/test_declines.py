"""A learner whose bank said no is told what to do next, and never that they are suspected."""

import pytest

from livesessions.domain.declines import ANOTHER_CARD, decline_words


def test_too_little_money_asks_for_another_card() -> None:
    said = decline_words("insufficient_funds", "Your card has insufficient funds.")
    assert said == "There is not enough money on this card. Try another card."


def test_a_failed_proof_says_that_the_bank_could_not_confirm_it() -> None:
    said = decline_words("payment_intent_authentication_failure", "")
    assert said == "Your bank could not confirm that it is you. Try again, or use another card."


@pytest.mark.parametrize("code", ["generic_decline", "lost_card", "stolen_card", "fraudulent"])
def test_nobody_is_told_that_their_bank_suspects_them(code: str) -> None:
    assert decline_words(code, "This card was reported stolen.") == ANOTHER_CARD


def test_a_code_without_words_of_ours_has_the_gateways() -> None:
    assert decline_words("new_code", "Your card is tired.") == "Your card is tired."


def test_there_is_always_something_to_say() -> None:
    assert decline_words("new_code", "") == ANOTHER_CARD
