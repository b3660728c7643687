"""SMS: signs that phones take without swelling, and into how many parts a text is cut by the way.

A part holds 160 signs of the GSM alphabet, 153 when there are several; 70 and 67 as soon as one sign
is another (3GPP TS 23.038, 6.2.1 and 23.040, 9.2.3.24.1). Parts are joined again by the phone.
"""

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take the room of two.
GSM_EXTENDED = frozenset("^{}\\[~]|€")
# What print wants and a phone does not need; letters are never touched.
TYPED = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u202f": " ",
        "•": "-",
    }
)
MOST_PARTS = 6


def plain(text: str) -> str:
    """`text` with the marks of print as one types them."""
    return text.translate(TYPED)


def parts(text: str) -> int:
    """How many messages this one travels as; 0 for no text."""
    if all(sign in GSM or sign in GSM_EXTENDED for sign in text):
        size, one, several = len(text) + sum(sign in GSM_EXTENDED for sign in text), 160, 153
    else:
        size, one, several = len(text.encode("utf-16-be")) // 2, 70, 67
    return -(-size // (one if size <= one else several))
