"""通知: who is told what and when; interrupts for four reasons only, the rest waits for three quiet moments a day."""
