"""Documents of a parcours: filled from the file, attached to it, shown to a company, signed.

What other apps call:

    for_company(placement)                 files a company may see now (matching.documents.company)
    content_for_company(placement, pk)     one of them, ready to be given out
    rappel_for(placement_or_offer)         the written rappel d'engagement (…reminder)
    convention_to_sign(placement)          the frozen convention that everybody signs (…signing)
    sign_by_link(placement, party, …)      one party's signature
"""


def for_company(placement):
    from matching.documents.company import for_company

    return for_company(placement)


def content_for_company(placement, pk):
    from matching.documents.company import content_for_company

    return content_for_company(placement, pk)


def rappel_for(subject) -> bytes:
    from matching.documents.reminder import rappel_for

    return rappel_for(subject)


def convention_to_sign(placement, **kwargs):
    from matching.placements.signing import convention_to_sign

    return convention_to_sign(placement, **kwargs)


def sign_by_link(placement, party, **kwargs):
    from matching.placements.signing import sign_by_link

    return sign_by_link(placement, party, **kwargs)
