/** A word officers meet on the pages, as docs/glossary.md explains it too. */
export interface GlossaryWord {
  word: string;
  /** The part of the page about it: `cqc-contact-id`. */
  id: string;
  meaning: string;
}

const meanings = {
  Provider: 'Legal entity registered with CQC; may run many sites.',
  Site: 'One registered service, such as a care home or home-care office; the thing that gets NHSmail. Known by its CQC location ID.',
  'Application case': 'One site’s way to NHSmail. At most one is open for a site.',
  Fact: 'Something that happened to a case, with its day or instant, who recorded it and when. Never changed; a retraction takes it back.',
  Override: 'The reason given for recording a fact that a rule blocks. It stays visible.',
  Stage:
    'Where a case stands: prospect, eligibility, preparing, proving, ready, submitted, activating, live, aftercare, closed.',
  'Waiting on': 'Who has to act next: provider, account holder, NHSmail, register, officer.',
  Basis: 'How a date came about, one sentence a step.',
  'Working day': 'Monday to Friday and not a bank holiday of England and Wales.',
  Preview: 'What publishing a draft would do to every case; exactly what it then does.',
  Forecast: 'What will go out, day by day, if nothing changes.',
  'Parked until':
    'The day on which a case is looked at again: chosen by somebody, set for a provider who stays silent, or the review day of a case with no date running before it.',
  Paused:
    'Working days do not count for the provider’s silence and for tickets; all other dates run on. What those two would send is on hold until the case is resumed.',
  Task: 'A call or check for a person to make.',
  Breach: '48 hours after the submission without a reply.',
  Passcode:
    'One-time proof of authority, by post or email; good to the end of its issue date + 28 days. Its value is never stored.',
  'CQC contact ID': 'The other proof of authority. Never stored: only that the provider has it.',
  'ODS code': 'NHS organisation code of a site.',
  DSPT: 'Data Security and Protection Toolkit, the yearly gate to NHSmail.',
  ICB: 'Integrated care board: the part of the NHS that answers for the care of an area. A home belongs to one by its place.',
  Median:
    'Half took this long or less, half longer. The 90th percentile: nine in ten took this long or less.',
  NHSmail: 'The secure email service the whole journey is about.',
  Readiness:
    'The shortest list of what is still missing before the application can be sent: each with who can supply it, the sentence that asks for it, and the rule. A warning does not hold it up.',
  'People form':
    'Where a home names its people, behind a link in a letter. Its rows are drafts until it is sent in; then they are facts.',
  Joiner:
    'Somebody named who has NHSmail already: their account is joined to the site, and no new one is asked for.',
  Stall:
    'A reason a case is not moving, and since when. Found by the rules from facts and the passing of time, or noted by an officer.',
  Pace: 'How long a stage usually takes one party, learned from the association’s own closed cases. Slow: longer than nine in ten of them.',
  'Mail in':
    'Messages that came in. Each is filed at its cases, waits to be placed in the holding tray, was written by a machine, or has been set aside.',
  'Mail tray': 'Where letters stay, to be read as pages, when no mail server is named.',
  Unknown:
    'The connection died after the letter was out: it may have arrived. Never sent again by itself.',
  Silenced:
    'Not written to, in whichever case it stands: it bounced, its reader objected, or it is the wrong person’s. Only a keyed hash of it is kept.',
  Masked: 'Shown with enough to tell two apart, too little to write or ring.',
  Hold: 'Stops retention and erasing for a person or case, for a reason, until a lead ends it.',
  Team: 'Officers who see each other’s cases. Without any team everybody sees all.',
  Cover:
    'Seeing and working an absent officer’s cases, from the first day of the absence to its last. The cases keep their owner.',
  'Hand-over':
    'A case gets another owner, as a fact. Nobody leaves before their open cases are handed over.',
} as const;

export type Word = keyof typeof meanings;

/** By the alphabet. */
export const glossary: readonly GlossaryWord[] = Object.entries(meanings)
  .map(([word, meaning]) => ({ word, id: word.toLowerCase().replaceAll(/[^a-z]+/g, '-'), meaning }))
  .sort((a, b) => a.word.localeCompare(b.word, 'en'));

const byWord: ReadonlyMap<string, GlossaryWord> = new Map(glossary.map((one) => [one.word, one]));

/** Whether it is one of the words that are explained, written exactly so. */
export const inGlossary = (word: string): boolean => byWord.has(word);

/** @throws Error for a word that is not explained */
export function glossaryWord(word: string): GlossaryWord {
  const found = byWord.get(word);
  if (!found) throw new Error(`The glossary does not explain “${word}”.`);
  return found;
}
