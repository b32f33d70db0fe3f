/** "wrote" as mail programs say it above a quoted letter, in the languages their users read. */
const wrote =
  '(?:wrote|writes|said|ysgrifennodd|schrieb|a écrit|écrit|escribió|ha scritto|schreef|escreveu|skrev|kirjoitti|napisał(?:\\(a\\))?|a scris|írta)';
const begins =
  '(?:on|ar|am|le|el|il|op|em|den|dne|dnia|w dniu|pe|il giorno|mon|tue|wed|thu|fri|sat|sun|mån|tis|ons|tor|fre|lør|søn|man)';
const address = '<?[^<>\\s@]+@[^<>\\s@]+>?';

/** Each matches a whole heading, wrapped lines already joined by single spaces. */
const attributions: readonly RegExp[] = [
  // On Thu, 19 Nov 2026 at 10:02, Sam Carter <sam@…> wrote:   Am 19.11.2026 um 10:02 schrieb Sam:
  new RegExp(`^${begins}[ ,.].{0,300}${wrote}(?: [^:]{0,120}(?:<[^<>]*>)?)?\\s*:?$`, 'iu'),
  // Sam Carter <sam@…> wrote:   Sam Carter <sam@…> schrieb am Do., 19. Nov. 2026, 10:02:
  new RegExp(`^.{0,120}${address}>?,? ?${wrote}.{0,80}:$`, 'iu'),
  // Sam Carter wrote on 19/11/2026 10:02:
  new RegExp(`^.{1,80} ${wrote} (?:on|am|le|el) .{4,60}:$`, 'iu'),
  // 2026-11-19 10:02 GMT+00:00 Sam Carter <sam@…>:   19 November 2026, 10:02, Sam <sam@…>:
  new RegExp(`^\\d{1,4}[-/. ].{4,200}${address}:$`, 'iu'),
  new RegExp(`^\\d{1,4}[-/. ].{4,200}${wrote}\\s*:$`, 'iu'),
  /^(?:quoting|zitat von|citando a) .{2,200}:$/iu,
];

/** A year, a time of day or an address: a heading that a program wrote holds one of them. */
const programDetail = /\d{4}|\d[:.]\d\d|@/;

/** One that goes on with the quoted letter in the same line, as Yahoo on phones writes it. */
const runningOn = new RegExp(`^on .{8,160}${address} wrote:\\s{2,}\\S`, 'iu');

/** Longest heading above a quote, in lines as they were wrapped. */
const mostLines = 4;

/** How many lines from `at` on are the heading of a quoted letter; 0 when they are none. */
export function attributionAt(lines: readonly string[], at: number): number {
  let joined = '';
  for (let n = 0; n < mostLines && at + n < lines.length; n++) {
    const line = unquoted(lines[at + n] ?? '')
      .trim()
      .replace(/^-{2,}\s*|\s*-{2,}$/g, '');
    if (n === 0 && runningOn.test(line)) return 1;
    if (line === '' || line.length > 400) return 0;
    joined = n === 0 ? line : `${joined} ${line}`;
    if (!/:$|[)\p{L}>]$/u.test(line)) continue;
    const heading = joined.replace(/\s+/g, ' ').replace(/\s>:$/, '>:');
    if (programDetail.test(heading) && attributions.some((pattern) => pattern.test(heading))) {
      // The line above a heading is not part of it, though the two may join to one.
      if (n > 0 && attributionAt(lines, at + 1) > 0) return 0;
      // Without a colon at its end only a line of its own is a heading, not a sentence.
      if (heading.endsWith(':') || (lines[at + n + 1] ?? '').trim() === '') return n + 1;
    }
  }
  return 0;
}

const divider =
  /^[-_=*~ ]{2,}\s*(?:original (?:message|appointment|email|mail)|reply message|forwarded (?:message|mail)(?: from .{1,80})?|neges (?:wreiddiol|a anfonwyd ymlaen)|ursprüngliche nachricht|weitergeleitete nachricht|message (?:d.origine|original|transféré|transmis)|mensaje (?:original|reenviado)|oorspronkelijk bericht|doorgestuurd bericht|messaggio (?:originale|inoltrato))\s*[-_=*~ ]*:?$/iu;
const forwardedBelow =
  /^(?:begin forwarded message|anfon neges ymlaen|début du message réexpédié|anfang der weitergeleiteten nachricht)\s*:$/iu;

export const isDivider = (line: string): boolean =>
  divider.test(line.trim()) || forwardedBelow.test(line.trim());

export const isForwardDivider = (line: string): boolean =>
  forwardedBelow.test(line.trim()) ||
  (divider.test(line.trim()) &&
    /forwarded|ymlaen|weitergeleitet|transf|transmis|reenviado|doorgestuurd|inoltrato/iu.test(
      line,
    ));

export type Field = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

/** The names that programs give the fields above a quoted letter. */
const fieldNames: readonly (readonly [Field, string])[] = [
  ['from', 'from|oddi wrth|von|de|da|van|fra|från|od|expéditeur|afsender|remitente'],
  [
    'date',
    'sent|date|anfonwyd|dyddiad|gesendet|datum|envoyé|enviado|fecha|verzonden|inviato|data|sendt|skickat',
  ],
  ['to', 'to|at|an|à|a|para|aan|til|till|destinataire|do'],
  ['cc', 'cc|copi|kopie|copie'],
  ['subject', 'subject|pwnc|testun|betreff|objet|asunto|onderwerp|oggetto|emne|ämne|assunto'],
  ['other', 'reply-to|importance|attachments?|when|where|bcc|priority|sender|organisation'],
];
const field = new RegExp(
  `^\\*{0,2}(?:${fieldNames.map(([, names]) => `(${names})`).join('|')})\\s?:\\*{0,2}(?:\\s+(.*)|\\s*)$`,
  'iu',
);

/** The field that a line above a quoted letter gives, or null: it may be quoted or in bold. */
export function fieldOf(line: string): { field: Field; value: string } | null {
  const found = field.exec(line.trim().slice(0, 1_000));
  if (!found) return null;
  const at = fieldNames.findIndex((_, n) => found[n + 1] !== undefined);
  const name = fieldNames[at]?.[0];
  return name ? { field: name, value: (found[fieldNames.length + 1] ?? '').trim() } : null;
}

/** A heading no pattern knows, told by its colon, and by an address or a moment in it. */
export const isOddHeading = (line: string): boolean =>
  line.length < 300 && /:\s*$/.test(line) && /@|\d{4}.{0,10}\d\d:\d\d/.test(line);

/** "Von: … <…>", "Gesendet: … 2026 09:00", whatever the language: who, when, and two fields more. */
function isForeignHeading(lines: readonly string[], at: number): boolean {
  const [who = '', when = '', ...more] = lines.slice(at, at + 4).map((line) => line.trim());
  const isField = (line: string): boolean => /^\p{L}[\p{L} .-]{0,24}\s?:\s+\S/u.test(line);
  return (
    isField(who) &&
    /<[^<>\s]+@[^<>\s]+>|@/.test(who) &&
    isField(when) &&
    /\d{4}.{0,20}\d{1,2}[:.]\d\d/.test(when) &&
    more.length === 2 &&
    more.every(isField)
  );
}

/** How many lines from `at` on are the heading "From: … Sent: … To: …"; 0 when they are none. */
export function fieldsAt(lines: readonly string[], at: number): number {
  if (isForeignHeading(lines, at)) return 4;
  if (!fieldOf(lines[at] ?? '')) return 0;
  const seen = new Set<Field>();
  let last = at;
  for (let n = at; n < Math.min(lines.length, at + 12); n++) {
    const line = lines[n] ?? '';
    const found = fieldOf(line);
    if (found) {
      seen.add(found.field);
      last = n;
    } else if (line.trim() === '' ? seen.size >= 3 || n > last + 1 : n > last + 2) break;
  }
  return seen.has('from') && seen.size >= 3 ? last - at + 1 : 0;
}

export const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line);

/** One level of quoting less. */
export const unquoted = (line: string): string => line.replace(/^\s{0,3}>\s?/, '');
