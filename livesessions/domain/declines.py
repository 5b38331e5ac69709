"""Why a bank did not pay, in words that say what to do next. Source: https://docs.stripe.com/declines/codes"""

ANOTHER_CARD = "Your bank declined the payment. Try another card, or ask your bank why."

_WORDS = {
    "insufficient_funds": "There is not enough money on this card. Try another card.",
    "expired_card": "This card has expired. Try another card.",
    "incorrect_cvc": "The security code was not right. Look at the back of your card and try again.",
    "invalid_cvc": "The security code was not right. Look at the back of your card and try again.",
    "incorrect_number": "The card number was not right. Please type it again.",
    "processing_error": "The bank could not be reached. Nothing was taken: try again in a moment.",
    "payment_intent_authentication_failure": (
        "Your bank could not confirm that it is you. Try again, or use another card."
    ),
    "authentication_required": "Your bank wants to ask you first. Try again and confirm it there.",
    "debit_not_authorized": "Your bank did not pay the debit. Nothing was taken: try another way to pay.",
}
_UNSPOKEN = ("generic_decline", "card_declined", "do_not_honor", "lost_card", "stolen_card", "fraudulent")


def decline_words(code: str, message: str) -> str:
    """The sentence for a learner. `message` is the gateway's own, for codes without one of ours.

    Nobody is told that their bank suspects them: those codes read like any other decline.
    """
    if code in _UNSPOKEN:
        return ANOTHER_CARD
    return _WORDS.get(code) or message or ANOTHER_CARD
