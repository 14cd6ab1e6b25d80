"""Known errors: what a person can act on. Bugs are every other exception.

Refusal                 the request was understood and not carried out; nothing was changed
  .code                 stable code; its sentence is ``errors.<code>`` in every language
  .params               what the sentence needs, ready to be formatted
"""


class Refusal(Exception):
    """A request was refused and changed nothing; the words are found by the code."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
