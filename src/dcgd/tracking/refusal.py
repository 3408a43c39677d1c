"""What is said when something is not recorded."""


class NotRecorded(Exception):
    """Why a report or a step is not taken; the text is a Chinese sentence."""
