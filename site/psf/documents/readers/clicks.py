"""Where a link that one clicks leads: to the web, to a place in the document, never to a program.

A relative address is looked for beside the document: a program or a script sent along would run at a
click. Kinds that Windows runs, from Outlook's blocked attachments:
https://support.microsoft.com/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519
"""

import re
from urllib.parse import unquote

CLICKED = ("http://", "https://", "mailto:", "tel:", "ftp://")
RUNNABLE = frozenset(
    [
        "ade",
        "adp",
        "apk",
        "app",
        "appcontent-ms",
        "application",
        "appref-ms",
        "appx",
        "appxbundle",
        "asp",
        "aspx",
        "asx",
        "bas",
        "bat",
        "bgi",
        "cab",
        "cer",
        "chm",
        "cmd",
        "cnt",
        "com",
        "command",
        "cpl",
        "crt",
        "csh",
        "der",
        "desktop",
        "diagcab",
        "dll",
        "docm",
        "dotm",
        "exe",
        "fxp",
        "gadget",
        "grp",
        "hlp",
        "hpj",
        "hta",
        "htc",
        "inf",
        "ins",
        "iso",
        "isp",
        "its",
        "jar",
        "jnlp",
        "js",
        "jse",
        "ksh",
        "lnk",
        "mad",
        "maf",
        "mag",
        "mam",
        "maq",
        "mar",
        "mas",
        "mat",
        "mau",
        "mav",
        "maw",
        "mcf",
        "mda",
        "mdb",
        "mde",
        "mdt",
        "mdw",
        "mdz",
        "msc",
        "msh",
        "msh1",
        "msh1xml",
        "msh2",
        "msh2xml",
        "mshxml",
        "msi",
        "msp",
        "mst",
        "msu",
        "msix",
        "msixbundle",
        "ops",
        "osd",
        "pcd",
        "pif",
        "pl",
        "plg",
        "potm",
        "ppam",
        "ppsm",
        "pptm",
        "prf",
        "prg",
        "printerexport",
        "ps1",
        "ps1xml",
        "ps2",
        "ps2xml",
        "psc1",
        "psc2",
        "psd1",
        "psdm1",
        "pssc",
        "pst",
        "py",
        "pyc",
        "pyo",
        "pyw",
        "pyz",
        "pyzw",
        "reg",
        "scf",
        "scr",
        "sct",
        "search-ms",
        "settingcontent-ms",
        "sh",
        "shb",
        "shs",
        "sldm",
        "sys",
        "theme",
        "tmp",
        "udl",
        "url",
        "vb",
        "vbe",
        "vbp",
        "vbs",
        "vhd",
        "vhdx",
        "vsmacros",
        "vsw",
        "webpnp",
        "website",
        "ws",
        "wsb",
        "wsc",
        "wsf",
        "wsh",
        "xbap",
        "xla",
        "xlam",
        "xll",
        "xlsm",
        "xltm",
        "xnk",
    ]
)
# Of a field HYPERLINK: switches take what follows them for a tip, a frame, a place.
WORD = re.compile(r'"([^"]*)"|(\S+)')
WITH_ARGUMENT = frozenset({"\\l", "\\o", "\\t"})


def leads_to_web_or_place(target: str) -> bool:
    """Of a target in lower case: an address on the web, or a place in the document or beside it."""
    if target.startswith((*CLICKED, "#")):
        return True
    return not target.startswith("//") and not any(mark in target for mark in ":\\")


def runs(target: str) -> bool:
    """Whether a target in lower case names a program or a script beside the document."""
    if target.startswith((*CLICKED, "#")):
        return False
    path = unquote(re.split("[?#]", target, maxsplit=1)[0])
    # Windows leaves out the dots and spaces at the end of a name.
    name = re.split(r"[/\\]", path)[-1].rstrip(". \t").split(":")[0]
    return "." in name and name.rpartition(".")[2] in RUNNABLE


def target_of(instruction: str) -> str:
    """The target of a field HYPERLINK, in lower case; "" for a place in the document."""
    words = [(quoted or plain) for quoted, plain in WORD.findall(instruction)][1:]
    while words:
        word = words.pop(0)
        if word.lower() in WITH_ARGUMENT:
            del words[:1]
        elif not word.startswith("\\") or word.startswith("\\\\"):
            return word.strip().lower()
    return ""
