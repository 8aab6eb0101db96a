class Problem(Exception):
    """A file that can't be checked, as one sentence for the person who asked."""


def known(table: dict, kind: str, what: str):
    """The entry of a kind; raises Problem for one that is not known here, so that nothing is passed over."""
    if kind not in table:
        raise Problem(f"{what} “{kind}” is not known to this version of tools/audit.py; nothing was checked")
    return table[kind]
