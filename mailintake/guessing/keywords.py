"""The words that give away what a mail is about, in Swedish and English. Data: add to it freely.

A word that ends in `*` stands for every word that begins so. The number is its weight; in the subject
it counts double. Whatever has the most wins, and nothing does where two have the same.
"""

from __future__ import annotations

INQUIRY = "inquiry"
RECRUITMENT = "recruitment"
NOT_OURS = "not_ours"

KEYWORDS: dict[str, tuple[tuple[str, int], ...]] = {
    "access": (
        ("registerutdrag*", 5), ("kopia av mina", 4), ("kopia på mina", 4), ("vilka uppgifter", 4),
        ("vad ni har om mig", 4), ("vad ni vet om mig", 4), ("få tillgång till mina", 4), ("artikel 15", 4),
        ("rätt till tillgång", 4), ("subject access", 5), ("access request*", 5), ("copy of my", 4),
        ("what data", 3), ("data you hold", 4), ("information you hold", 4), ("article 15", 4),
    ),
    "portability": (
        ("dataportabilitet*", 6), ("flytta mina uppgifter", 5), ("artikel 20", 4), ("maskinläsbar*", 3),
        ("portability", 6), ("machine-readable", 3), ("machine readable", 3), ("article 20", 4),
        ("transfer my data", 4),
    ),
    "rectification": (
        ("rätta mina", 5), ("rättelse*", 4), ("stavat fel", 4), ("fel adress", 3), ("felaktiga uppgifter", 4),
        ("uppdatera mina uppgifter", 4), ("ändra min", 3), ("ändra mitt", 3), ("bytt namn", 4),
        ("artikel 16", 4), ("rectif*", 5), ("correct my", 4), ("misspel*", 4), ("update my details", 4),
        ("wrong address", 3), ("article 16", 4),
    ),
    "erasure": (
        ("radera*", 4), ("ta bort mina", 4), ("ta bort mig", 4), ("glömd*", 3), ("avsluta mitt konto", 4),
        ("ta bort mitt konto", 4), ("artikel 17", 4), ("rätten att bli", 2), ("erase*", 4), ("erasure", 5),
        ("delete my", 4), ("delete all", 4), ("deletion", 3), ("remove my data", 4), ("be forgotten", 5),
        ("close my account", 3), ("article 17", 4),
    ),
    "restriction": (
        ("begränsa behandling*", 5), ("begränsning av behandling*", 5), ("artikel 18", 4), ("frys mina", 4),
        ("restrict*", 4), ("article 18", 4),
    ),
    "objection": (
        ("invänd*", 4), ("artikel 21", 4), ("avregistrera*", 5), ("nyhetsbrev*", 3), ("reklam*", 3),
        ("direktreklam", 4), ("marknadsföring*", 3), ("utskick*", 3), ("profilering", 3),
        ("prenumeration*", 2),
        ("object to", 4), ("unsubscribe", 5), ("newsletter*", 3), ("marketing", 3), ("opt out", 4),
        ("opt-out", 4), ("mailing list", 3), ("stop sending", 4), ("profiling", 3), ("article 21", 4),
    ),
    "consent_withdrawal": (
        ("återkalla*", 5), ("dra tillbaka", 4), ("drar tillbaka", 4), ("tar tillbaka mitt samtycke", 6),
        ("samtycke*", 3), ("withdraw*", 4), ("revoke*", 4), ("consent", 3),
    ),
    "complaint": (
        ("klagomål*", 5), ("klaga*", 3), ("anmäla er", 4), ("anmäler er", 4), ("missnöjd*", 2),
        ("integritetsskyddsmyndigheten", 2), ("imy", 2), ("complain*", 5), ("report you", 3),
    ),
    "subprocessor_overview": (
        ("underbiträde*", 6), ("underleverantör*", 4), ("personuppgiftsbiträde*", 3), ("subprocessor*", 6),
        ("sub-processor*", 6),
    ),
    RECRUITMENT: (
        ("jobbansökan", 6), ("ansökan till tjänst*", 5), ("söker tjänsten", 5), ("söker jobb*", 5),
        ("spontanansökan", 6), ("personligt brev", 4), ("mitt cv", 4), ("bifogar cv", 4),
        ("meritförteckning", 4),
        ("lediga tjänst*", 4), ("job application", 6), ("applying for", 5), ("cover letter", 4), ("my cv", 4),
        ("my resume", 4), ("vacancy", 3),
    ),
    INQUIRY: (
        ("offert*", 5), ("prisuppgift*", 4), ("demo", 3), ("visning*", 2), ("boka möte", 2),
        ("vad kostar", 4),
        ("quote", 3), ("quotation", 4), ("pricing", 4), ("price list", 4), ("how much", 3),
    ),
    NOT_OURS: (
        ("seo", 4), ("backlink*", 5), ("guest post*", 5), ("crypto*", 4), ("bitcoin", 4), ("casino", 5),
        ("viagra", 6), ("lottery", 5), ("inheritance", 4), ("rank your website", 5),
    ),
}  # fmt: skip

NO_TO_MARKETING: tuple[str, ...] = (
    "avregistrera mig", "avregistrera oss", "avregistrera min", "vill avregistrera", "avsluta prenumeration*",
    "säga upp nyhetsbrev*", "inga fler nyhetsbrev", "inga fler utskick", "ingen mer reklam",
    "inte ha reklam", "inte ha nyhetsbrev*", "inte ha era nyhetsbrev*", "inte få reklam", "sluta skicka",
    "tacka nej till reklam", "återkallar mitt samtycke", "återkallar härmed mitt samtycke",
    "återkalla mitt samtycke", "drar tillbaka mitt samtycke", "dra tillbaka mitt samtycke",
    "tar tillbaka mitt samtycke", "invänder mot direktmarknadsföring", "invänder mot marknadsföring",
    "invänder mot all marknadsföring", "unsubscribe me", "please unsubscribe", "withdraw my consent",
    "revoke my consent", "stop sending me", "remove me from your mailing list", "no more newsletters",
    "opt me out", "object to direct marketing", "object to marketing",
)  # fmt: skip
"""Said by the person themselves, these leave no doubt about marketing: it acts at once (DL-8, Art. 21(3))."""
ALONE: frozenset[str] = frozenset(
    {"avregistrera", "avregistrering", "unsubscribe", "stop", "stopp", "opt out"}
)
"""The same, where it is all that the subject or the text says."""
