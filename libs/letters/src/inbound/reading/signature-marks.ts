/** What mail programs on phones and free services put under a message. */
const programLine =
  /^(?:(?:sent|posted) (?:from|via|using|with|by) (?:my |the |an? )?[^.!?]{2,60}(?:[.!].{0,60})?|get outlook for (?:ios|android|mac)\b.{0,80}|anfonwyd o(?:'m| fy|r| fy ffôn)? .{2,40}|von meinem .{2,40} gesendet|gesendet (?:mit|von) .{2,60}|envoyé (?:de(?:puis)?|avec) (?:mon |l.)?.{2,50}|enviado desde .{2,50}|verstuurd vanaf .{2,40}|yahoo mail: search, organi[sz]e, conquer.{0,60}|virus-free\.?.{0,60}|download the .{2,20} app.{0,60})$/iu;

/** Where legal text begins: nothing below it was written for us. */
const legalText =
  /^(?:\*{8,}|this (?:e-?mail|message|communication)(?:[ ,].{0,80})?\b(?:is|are|may|contains?|was) (?:.{0,60}\b)?(?:confidential|intended|privileged|private|sent from an? nhs)|the (?:information|contents?) (?:in|of|contained in) this (?:e-?mail|message)|(?:confidentiality|disclaimer|legal|privacy)(?: (?:notice|statement|warning))?\s*:?|disclaimer\b.{0,40}|please consider the environment|please do not print|think before you print|registered (?:office|in england|charity|company)\b|.{2,80}\bregistered in england\b|company (?:no|number|registration)\b|if you (?:are not the intended|have received this (?:e-?mail|message) in error)|nhsmail is the secure|mae'r (?:e-?bost|neges) (?:hon|hwn)\b|diese e-?mail (?:enthält|ist)|ce (?:message|courriel) .{0,40}confidentiel)/iu;

/** What a server sets above a message that came from outside. */
const banner =
  /^[\s*[\]⚠️!-]*(?:caution|warning|external(?: (?:email|sender|message))?|\[?ext(?:ernal)?\]?)\b.{0,20}(?::|\]|-|email|this|$)|^(?:this (?:e-?mail|message) (?:originated|came|was sent|has been sent|is) from (?:an? )?(?:external|outside|someone outside)|you don.t often get email from|some people who received this message don.t often|do not click (?:on )?(?:any )?links|please exercise caution|learn why this is important)/iu;

export const isProgramLine = (line: string): boolean =>
  programLine.test(
    line
      .trim()
      .replace(/<https?:[^>\s]*>|\(https?:[^)\s]*\)/g, '')
      .trim(),
  );

export const isLegalText = (line: string): boolean => legalText.test(line.trim().slice(0, 400));

export const isBanner = (line: string): boolean => banner.test(line.trim().slice(0, 400));

/** `-- `, which RFC 3676 (section 4.3) sets above a signature, and what programs make of it. */
export const isSignatureMark = (line: string): boolean => /^(?:--|—|–) ?$/.test(line);
