"""The stand-in: runs a Gradescope zip as the platform does, and says what the platform would make of it."""
