"""One paid live session, from sign-up to payout: two people, two browsers, one app."""
