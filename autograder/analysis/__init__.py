"""What many gradings together say: is a suite itself right."""
