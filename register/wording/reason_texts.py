"""What the hub itself says about a reason that is not a rule of the policy (law.reasons.Code).

A policy may word any of them under `reasons`. A code that is a rule of the policy is told in the
policy's own words; the text here is for a company whose file has no such rule.
"""

from __future__ import annotations

from law.reasons import Code
from register.policyfile.values import Text


def _said(sv: str, en: str) -> Text:
    return Text(sv=sv, en=en)


REASON_TEXTS: dict[str, Text] = {
    # --- support ---
    Code.SUPPORT_24M: _said(
        "Tiden räknas från senaste aktivitet.",
        "The time counts from the last activity.",
    ),
    Code.UNVERIFIED_7D: _said(
        "Registreringen har inte bekräftats.",
        "The registration has not been confirmed.",
    ),
    Code.TICKET_FOLLOWS_PROFILE: _said(
        "Ärendena följer supportkontot.",
        "The tickets follow the support account.",
    ),
    Code.REMINDER_DUE: _said("Det är dags för en påminnelse.", "It is time for a reminder."),
    Code.REMINDER_MISSING: _said(
        "Ingen påminnelse har gått fram än. Därför raderas inget.",
        "No reminder has gone out yet. So nothing is erased.",
    ),
    Code.REMINDER_LATE_GRACE: _said(
        "Påminnelsen kom sent, så du får längre tid på dig.",
        "The reminder came late, so you get more time.",
    ),
    Code.REMINDER_PROMISED: _said(
        "Den dagen har vi nämnt i ett mejl till dig, och inget raderas tidigare.",
        "We named that day in an e-mail to you, and nothing is erased before it.",
    ),
    # --- customer ---
    Code.CONTRACT_OPEN: _said(
        "Avtalet gäller fortfarande. Därför finns inget raderingsdatum än.",
        "The contract is still running. So there is no erasure date yet.",
    ),
    Code.CONTRACT_RUNNING_FIXED: _said(
        "Avtalet gäller till en bestämd dag, och tiden räknas från den.",
        "The contract runs to a fixed day, and the time counts from it.",
    ),
    Code.CONTRACT_ENDED_24M: _said(
        "Tiden räknas från dagen då sista avtalet tog slut.",
        "The time counts from the day the last contract ended.",
    ),
    Code.CONTACT_LEFT_24M: _said(
        "Tiden räknas från din sista dag hos företaget.",
        "The time counts from your last day with the company.",
    ),
    Code.RETRO_CORRECTION_GRACE: _said(
        "Avtalets slutdag rättades i efterhand, så raderingen väntar och ses över av två personer.",
        "The end of the contract was corrected afterwards, so the erasure waits and two people look at it.",
    ),
    Code.INQUIRY_12M: _said("Tiden räknas från sista kontakten.", "The time counts from the last contact."),
    Code.INQUIRY_CONVERTED: _said(
        "Förfrågan ledde till ett avtal och följer kunduppgifterna.",
        "The inquiry led to a contract and follows the customer data.",
    ),
    Code.PHONE_30D: _said(
        "Tiden räknas från dagen då meddelandet togs emot.",
        "The time counts from the day the message was taken.",
    ),
    # --- money ---
    Code.CLAIM_OPEN: _said(
        "Fakturan är inte betald. Uppgifterna sparas tills den är det.",
        "The invoice is not paid. The data are kept until it is.",
    ),
    Code.CLAIM_BALANCE_NOT_ZERO: _said(
        "För mycket är betalt. Uppgifterna sparas tills det är utrett.",
        "Too much has been paid. The data are kept until that is settled.",
    ),
    Code.CLAIM_SETTLED_24M: _said(
        "Tiden räknas från dagen då fakturan blev betald.",
        "The time counts from the day the invoice was paid.",
    ),
    Code.CLAIM_TIME_BARRED: _said(
        "Fordran är preskriberad och raderas.",
        "The claim is time-barred and is erased.",
    ),
    Code.CLAIM_OPEN_BLOCKS_ALL: _said(
        "Det finns en obetald faktura, och då sparas även dessa uppgifter.",
        "There is an unpaid invoice, and then these data are kept too.",
    ),
    Code.BFL_7_2: _said(
        "Bokföringslagen kräver att vi sparar.",
        "Swedish accounting law requires us to keep this.",
    ),
    Code.CREDIT_INFO_3M: _said(
        "Tiden räknas från dagen då upplysningen kom.",
        "The time counts from the day the report came.",
    ),
    # --- web, statistics, marketing ---
    Code.WEB_26M: _said("Tiden räknas från besöket.", "The time counts from the visit."),
    Code.IP_NOT_MASKED: _said(
        "IP-numret är inte maskerat och maskeras genast.",
        "The IP number is not masked and is masked at once.",
    ),
    Code.STATS_MUST_BE_ANONYMISED: _said(
        "Statistiken går att knyta till personer och avidentifieras genast.",
        "The statistics can be tied to people and are anonymised at once.",
    ),
    Code.NOT_PERSONAL_DATA: _said("Ingen person går att känna igen.", "No person can be recognised."),
    Code.MARKETING_IDLE_24M: _said(
        "Tiden räknas från senaste kontakten.",
        "The time counts from the last contact.",
    ),
    Code.MARKETING_LI_CUSTOMER: _said(
        "Ni är kund, och du har inte sagt nej till reklam.",
        "You are a customer, and you have not said no to marketing.",
    ),
    Code.MARKETING_LI_12M: _said(
        "Tiden räknas från dagen då sista avtalet tog slut.",
        "The time counts from the day the last contract ended.",
    ),
    Code.CONSENT_WITHDRAWN: _said("Du har tagit tillbaka ditt ja.", "You have taken back your yes."),
    Code.OBJECTION_ART21_2: _said("Du har sagt nej till reklam.", "You have said no to marketing."),
    # --- rights and blocks ---
    Code.DSR_ERASURE_GRANTED: _said(
        "Du har bett oss radera, och vi gör det.",
        "You asked us to erase, and we do.",
    ),
    Code.ERASURE_EXEMPT_CONTRACT: _said(
        "Uppgifterna behövs så länge avtalet gäller, även om du har bett oss radera.",
        "The data are needed while the contract runs, even though you asked us to erase.",
    ),
    Code.ERASURE_EXEMPT_CLAIM: _said(
        "Uppgifterna behövs för att få betalt, även om du har bett oss radera.",
        "The data are needed to be paid, even though you asked us to erase.",
    ),
    Code.ERASURE_EXEMPT_BFL: _said(
        "Bokföringslagen kräver att vi sparar, även om du har bett oss radera.",
        "Swedish accounting law requires us to keep this, even though you asked us to erase.",
    ),
    Code.LEGAL_HOLD: _said(
        "Uppgifterna behövs i en tvist och sparas tills den är över.",
        "The data are needed in a dispute and are kept until it is over.",
    ),
    Code.RESTRICTION_ART18: _said(
        "Uppgifterna är pausade. De ligger orörda medan något utreds.",
        "The data are paused. They lie untouched while something is looked into.",
    ),
    Code.OPEN_DSR: _said(
        "Svaret på en begäran från dig har inte nått dig än. Inget raderas förrän du har fått det.",
        "The answer to a request of yours has not reached you yet. Nothing is erased until you have it.",
    ),
    Code.DEFERRED_BLOCK_ENDED: _said(
        "Raderingen fick vänta medan något hindrade den.",
        "The erasure had to wait while something hindered it.",
    ),
    Code.DATA_QUALITY_REVIEW: _said(
        "Något i uppgifterna stämmer inte. En person ser över dem innan något raderas.",
        "Something in the data does not add up. A person looks at them before anything is erased.",
    ),
    # --- proof and the hub's own tables ---
    Code.DSR_FILE_24M: _said(
        "Tiden räknas från dagen då begäran avslutades.",
        "The time counts from the day the request was closed.",
    ),
    Code.DSR_LEDGER_60M: _said(
        "Tiden räknas från dagen då begäran avslutades.",
        "The time counts from the day the request was closed.",
    ),
    Code.CONSENT_ACTIVE: _said("Ditt ja gäller.", "Your yes is in force."),
    Code.CONSENT_EVIDENCE_60M: _said(
        "Tiden räknas från dagen då ditt ja upphörde.",
        "The time counts from the day your yes ended.",
    ),
    Code.DISCLOSURE_LOG_60M: _said("Tiden räknas från utlämnandet.", "The time counts from the disclosure."),
    Code.SUPPRESSION_PERSISTS: _said(
        "Spärren gäller så länge vi skickar reklam till någon.",
        "The block holds as long as we send marketing to anyone.",
    ),
    Code.SECURITY_LOG_12M: _said("Tiden räknas från händelsen.", "The time counts from the event."),
    Code.ACCESS_LOG_24M: _said(
        "Tiden räknas från dagen då någon läste.",
        "The time counts from the day someone read.",
    ),
    Code.MESSAGE_LOG_12M: _said("Tiden räknas från utskicket.", "The time counts from the sending."),
    Code.STAFF_24M: _said(
        "Tiden räknas från dagen då sista rollen upphörde.",
        "The time counts from the day the last role ended.",
    ),
    Code.ACCOUNT_FOLLOWS_SUBJECT: _said(
        "Inloggningen försvinner med dina sista uppgifter.",
        "The sign-in goes with the last of your data.",
    ),
    Code.IDENTITY_FOLLOWS_HOLDER: _said(
        "Försvinner med dina sista uppgifter.",
        "Goes with the last of your data.",
    ),
}
