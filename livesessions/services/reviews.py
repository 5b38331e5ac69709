"""What a learner says after a session, and the instructor's one reply."""
