"""Sockets in our words, and the plugs that fit them. I speak Stripe so that nobody else must."""
