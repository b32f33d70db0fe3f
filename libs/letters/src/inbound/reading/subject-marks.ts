/** What away programs put before, or instead of, our subject. */
const automatic =
  /^\s*(?:\[[^\]]{1,20}\]\s*|ext(?:ernal)?:\s*)*(?:automatic (?:reply|response)|auto(?:mated)?[- ]?(?:reply|response|responder|answer|acknowledg\w+)|out[- ]of[- ](?:the[- ])?office(?: (?:auto(?:matic)?[- ]?reply|reply|response|notification|message|notice))?|ooo|oof|away(?: message| notification| from (?:my |the )?(?:desk|office|mail|e-?mail))?|vacation(?: reply| message| notice| response)?|holiday notification|auto|ateb awtomatig|allan o.r swyddfa|abwesenheits(?:notiz|nachricht|meldung|assistent)|automatische antwort|autom\. antwort|automatisch antwoord|réponse automatique|absence(?: du bureau)?|absent[e]?(?: du bureau)?|respuesta automática|risposta automatica|autosvar|automatyczna odpowiedź)(?: re)?\s*(?<rest>[:\-–—(!].*|(?:until|till|from|back)\b.*)?$/iu;

export type AutomaticSubject = 'with-ours' | 'alone' | null;

/**
 * Whether the subject is that of an automatic reply: followed by a subject it answers, or alone.
 * "Re: Automatic reply" is a person answering one.
 */
export function automaticSubject(subject: string): AutomaticSubject {
  const found = automatic.exec(subject.slice(0, 300));
  if (!found) return null;
  return /^[:\-–—(]\s*\S/.test(found.groups?.rest ?? '') ? 'with-ours' : 'alone';
}

const undelivered =
  /^\s*(?:\[[^\]]{1,20}\]\s*)*(?:undeliver(?:able|ed)|unzustellbar|non remis|heb ei ddanfon|methwyd (?:â )?danfon|failure notice|failed delivery|mail (?:delivery )?(?:failed|failure|error|system error)|(?:mail|message|e-?mail) (?:could not be |not |un)?(?:delivered|deliverable)|delivery (?:status notification|failure|failed|error|delayed|delay|unsuccessful|problem|report|notification|incomplete)|returned mail|message (?:delivery )?(?:status|failure|blocked|rejected|delayed)|warning: (?:message|could not)|permanent (?:delivery )?failure|nondeliverable|non[- ]?delivery|delivered|relayed|successful mail delivery|rejected|\*+ ?(?:undelivered|delivery)|considered unsolicited|mail status report)\b/iu;

export const isDeliverySubject = (subject: string): boolean =>
  undelivered.test(subject.slice(0, 300));

export const isAnswerSubject = (subject: string): boolean =>
  /^\s*(?:re|aw|sv|antw|atb|réf|ymateb)\s*(?:\[\d+\])?\s*:/iu.test(subject);

const receipt =
  /^\s*(?:read|not read|read receipt|gelesen|lu|non lu|darllenwyd|return receipt(?: \(displayed\))?|disposition notification|receipt)\s*(?::|\(|$)/iu;

export const isReceiptSubject = (subject: string): boolean => receipt.test(subject.slice(0, 300));
