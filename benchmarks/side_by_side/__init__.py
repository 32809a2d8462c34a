"""Twelve checks of a1_rnn, graded by five tools side by side."""
