"""Pictures drawn anew: the right way up, of a bearable size, without what the camera noted beside.

Runs in the child. Dimensions are judged before a pixel is read.
"""

import io

from PIL import Image, ImageOps

from psf.confined.errors import Refusal

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
HEIF = frozenset({"image/heic", "image/heif"})
FORMATS = {JPEG: ("JPEG",), PNG: ("PNG",), WEBP: ("WEBP",)}
# What is kept and what is held at once: twice this, in bytes, while a picture is turned.
MOST_PIXELS = 25_000_000
MOST_BYTES = 80_000_000
# A JPEG may be read at a half, a quarter or an eighth of its size without holding the whole.
MOST_PIXELS_OF_JPEG = 120_000_000
CHANNELS = {"1": 1, "L": 1, "P": 1, "LA": 2, "I;16": 2, "RGB": 3, "YCbCr": 3, "LAB": 3}
LARGE = (
    "Cette image est trop grande ({} millions de points) : réduisez-la à 25 millions, puis"
    " recommencez."
)


def clean(content: bytes, *, mime: str) -> tuple[dict, bytes]:
    """Return the `kind` kept (a content type), and the picture; raises Refusal."""
    if mime in HEIF:
        import pillow_heif

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.options.THUMBNAILS = False
        pillow_heif.register_heif_opener()
    # Its own warning and refusal of large pictures come later than ours.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(io.BytesIO(content), formats=FORMATS.get(mime, ("HEIF",))) as image:
        _measure(image, mime)
        clear = image.info.get("transparency")
        ImageOps.exif_transpose(image, in_place=True)
        image.load()
        image.info = {}
        out = io.BytesIO()
        if mime == PNG:
            image.info = {} if clear is None else {"transparency": clear}
            image.save(out, "PNG", compress_level=4)
            return {"kind": PNG}, out.getvalue()
        if mime == WEBP:
            image.save(out, "WEBP", quality=90, method=2)
            return {"kind": WEBP}, out.getvalue()
        kept = image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
        kept.save(out, "JPEG", quality=90)
        return {"kind": JPEG}, out.getvalue()


def _measure(image, mime: str) -> None:
    """Refuse what could not be held; have a large JPEG read at a part of its size."""
    pixels = image.width * image.height
    # A progressive one is held whole, two bytes for each value, before it is drawn.
    at_once = mime != JPEG or "progressive" in image.info
    most = MOST_PIXELS if at_once else MOST_PIXELS_OF_JPEG
    if pixels > most:
        raise Refusal(LARGE.format(round(pixels / 10**6)))
    if mime == JPEG:
        part = 1
        while pixels > MOST_PIXELS * part * part:
            part *= 2
        if part > 1:
            image.draft(image.mode, (image.width // part, image.height // part))
        pixels = image.width * image.height
    if pixels * CHANNELS.get(image.mode, 4) > MOST_BYTES:
        raise Refusal(LARGE.format(round(pixels / 10**6)))
