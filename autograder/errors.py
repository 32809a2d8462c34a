"""Every error the engine raises on purpose, by whose fault it is."""


class AutograderError(Exception):
    """An error of ours or of our user's, with a message written for a person."""


class UsageError(AutograderError):
    """The command line asks for something that does not exist or cannot be combined."""


class AssignmentError(AutograderError):
    """An assignment folder is wrong; shown to staff with file, line and key."""


class SandboxError(AutograderError):
    """The sandbox cannot be set up as it was asked for; never the student's fault."""


class GraderError(AutograderError):
    """The grader itself failed; the student's points stay pending."""
