"""The blocks that editors compose pages with, in the order of their menu."""

from .accordion import AccordionBlock
from .action import ActionBlock
from .callout import CalloutBlock
from .document import DocumentBlock
from .figures import KeyFiguresBlock
from .image import PictureBlock
from .legal import LegalBlock
from .model_text import ModelTextBlock
from .offers import OffersNearBlock
from .personal_data import PersonalDataBlock
from .steps import StepsBlock
from .table import TableBlock
from .testimonial import TestimonialBlock
from .text import ProseBlock
from .traces import TracesBlock
from .video import VideoBlock

WRITE, PROVE, ACT = "Écrire", "Prouver", "Agir"

BODY = [
    ("text", ProseBlock(group=WRITE)),
    ("steps", StepsBlock(group=WRITE)),
    ("callout", CalloutBlock(group=WRITE)),
    ("accordion", AccordionBlock(group=WRITE)),
    ("table", TableBlock(group=WRITE)),
    ("image", PictureBlock(group=WRITE)),
    ("video", VideoBlock(group=WRITE)),
    ("figures", KeyFiguresBlock(group=PROVE)),
    ("legal", LegalBlock(group=PROVE)),
    ("testimonial", TestimonialBlock(group=PROVE)),
    ("traces", TracesBlock(group=PROVE)),
    ("personal_data", PersonalDataBlock(group=PROVE)),
    ("model_text", ModelTextBlock(group=ACT)),
    ("document", DocumentBlock(group=ACT)),
    ("action", ActionBlock(group=ACT)),
    ("offers", OffersNearBlock(group=ACT)),
]
