"""Names, addresses and passwords: what is cleaned, what is refused, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livesessions.domain import accounts

ADA = "ada.lovelace@example.org"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Ada.Lovelace@Example.ORG ", "ada.lovelace@example.org"),
        ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
        ("ada@ｅxample.org", "ada@example.org"),
        ("ada", "ada"),
        ("", ""),
    ],
)
def test_an_address_has_one_form(typed, stored):
    assert accounts.normalise_email(typed) == stored


@given(st.text())
def test_normalising_twice_is_normalising_once(text):
    once = accounts.normalise_email(text)
    assert accounts.normalise_email(once) == once


@pytest.mark.parametrize(
    "email",
    [
        ADA,
        "a@b.co",
        "first.last+tag@sub.example.co.uk",
        "o'brien@example.ie",
        "x_1@ex-ample.org",
        "ada@bücher.de",
    ],
)
def test_an_address_is_taken(email):
    assert accounts.email_problems(email) == {}


@pytest.mark.parametrize(
    "email",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "ada lovelace@example.org",
        ".ada@example.org",
        "ada.@example.org",
        "a..da@example.org",
        "ada@-example.org",
        "ada@example..org",
        "ada@example.o",
        "ada@127.0.0.1",
        "ada@example.org\nbcc: all@example.org",
        "ada@example.org,bob@example.org",
        "Ada <ada@example.org>",
        "x" * 65 + "@example.org",
        "ada@" + "x" * 64 + ".org",
        "ada@" + "x.ab" * 80,
    ],
)
def test_what_is_no_address_is_told(email):
    assert accounts.email_problems(email) == {
        "email": "That doesn't look like an e-mail address, such as ada@example.org."
    }


@pytest.mark.parametrize(
    "name",
    ["Ada", "Ada  King\tLovelace", "王小明", "Jean-Luc d’Arc", "می\u200cخواهم", "X Æ A-12", "J.R.R. Tolkien"],
)
def test_a_name_is_taken(name):
    assert accounts.name_problems(name) == {}


def test_a_name_is_shown_with_single_spaces():
    assert accounts.clean_name("  Ada \n King\tLovelace ") == "Ada King Lovelace"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("  ", "Tell us your name."),
        ("x" * 81, "Please keep your name under 80 characters."),
        ("12345", "A name has at least one letter."),
        ("Win at https://spam.example", "Please write your name without links or special signs."),
        ("www.spam.example", "Please write your name without links or special signs."),
        ("Claim 1000 EUR at spam.example now", "Please put a space after a full stop."),
        ("bit.ly", "Please put a space after a full stop."),
        ("Ada/Lovelace", "Please write your name without links or special signs."),
        ("<b>Ada</b>", "Please write your name without links or special signs."),
        ("ada@example.org", "Please write your name without links or special signs."),
        ("Ada\u202eecalevoL", "Please write your name without links or special signs."),
        ("Ada\x00", "Please write your name without links or special signs."),
    ],
)
def test_a_name_that_is_none_is_told(name, message):
    assert accounts.name_problems(name) == {"name": message}


@pytest.mark.parametrize(
    "password", ["ten chars!", "correct horse", "пароль из слов", "zwölf gelbe Boote", "x7Kp0qLm2v"]
)
def test_any_long_unguessed_password_is_taken(password):
    assert accounts.password_problems(password, ADA, "Ada Lovelace") == {}


@pytest.mark.parametrize("password", ["", "short", "nine char"])
def test_a_password_has_ten_characters(password):
    assert accounts.password_problems(password)["password"].startswith("Use at least 10 characters.")


def test_a_password_has_an_end():
    assert accounts.password_problems("xy1!" * 50) == {}
    assert accounts.password_problems("xy1!" * 51) == {"password": "Please keep it under 200 characters."}


@pytest.mark.parametrize(
    "password",
    [ADA, ADA.upper(), "ada.lovelace", "AdaLovelace", "ada lovelace", "Ada-Lovelace"],
)
def test_a_password_is_not_the_name_or_the_address(password):
    assert accounts.password_problems(password, ADA, "Ada Lovelace") == {
        "password": "Don't use your name or e-mail address as your password."
    }


@pytest.mark.parametrize(
    "password",
    [
        "1234567890",
        "Password123",
        "password123!!",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "abababababab",
        "cdefghijklmnop",
    ],
)
def test_a_password_everyone_guesses_is_refused(password):
    assert accounts.password_problems(password)["password"].startswith("This password is among the first")


def test_the_list_of_common_passwords_holds_only_ones_long_enough_to_matter():
    assert [word for word in accounts._COMMON if len(word) < accounts.SHORTEST_PASSWORD] == []


def test_all_problems_are_told_at_once():
    assert list(accounts.sign_up_problems("", "nope", "short")) == ["name", "email", "password"]
    assert accounts.sign_up_problems("Ada", ADA, "correct horse") == {}


def test_an_empty_address_is_asked_for():
    assert accounts.email_problems("  ") == {"email": "Tell us your e-mail address."}
