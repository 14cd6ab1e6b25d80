"""Commands about the other machines of a commune: which there are, and introducing two to each other."""

from desktop.commands.shell import Options, opened, print_json, tell
from desktop.services.words import Words

LIST, INTRODUCE, SHOW, ACCEPT = "list", "introduce", "show", "accept"
ACTIONS = (LIST, INTRODUCE, SHOW, ACCEPT)


def siblings(options: Options, words: Words) -> None:
    """List the commune's other machines, write an introduction, or look at one and accept it."""
    from desktop.services.exchange import siblings

    needed = {INTRODUCE: options.to, SHOW: options.introduction, ACCEPT: options.introduction}
    if needed.get(options.action, options) is None:
        key = "siblings.to" if options.action == INTRODUCE else "siblings.file"
        options.parser.error(words("cli", key))
    with opened(options) as desk:
        if options.action == INTRODUCE:
            path, own = siblings.introduce(desk, options.to), siblings.own_fingerprint(desk)
            tell(words("cli", "done.introduce", path=path, fingerprint=own))
        elif options.action == SHOW:
            met, digits = siblings.meet(options.introduction)
            tell(words("cli", "done.introduced", machine=met.site[:4], fingerprint=digits))
        elif options.action == ACCEPT:
            other = siblings.accept(desk, options.introduction, options.fingerprint)
            tell(words("cli", "done.accept", machine=other.site[:4]))
        elif options.format == "json":
            print_json(siblings.others(desk))
        else:
            for one in siblings.others(desk):
                state = words("cli", f"sibling.{'by_hand' if one.by_hand else one.status}")
                last = words("cli", "sibling.last", sequence=one.last_sequence) if one.last_sequence else ""
                tell("\t".join([one.site, one.name, state, one.fingerprint, last]))
