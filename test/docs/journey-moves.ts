import { type CaseState, type FactType, factTypes, livePasscode } from '@app/domain';

/** A fact as it may be recorded, or a moment that passes and is recorded by the machine. */
export type Move =
  | { label: string; type: FactType; moment: 'on' | 'at'; fields: Record<string, string> }
  | {
      label: string;
      /** Id of the fact whose clock runs out; null when none does. */
      passes: (state: CaseState) => string | null;
    };

/** Different answers that may lead to different stages, by the field that tells them apart. */
const answers: Partial<Record<FactType, readonly Record<string, string>[]>> = {
  'ods-code-confirmed': [{ code: 'VLX1A' }, { code: 'A1B2' }],
  'nhsmail-checked': [{ found: 'none' }, { found: 'accounts' }],
  'dspt-published': [
    { level: 'met', edition: '25/26', coverage: 'own' },
    { level: 'not-met', edition: '25/26', coverage: 'own' },
  ],
  'otp-requested': [{ channel: 'post' }, { channel: 'email' }],
  'nhsmail-replied': [
    { outcome: 'accepted' },
    { outcome: 'rejected' },
    { outcome: 'already-exists' },
    { outcome: 'question' },
  ],
  'ticket-raised': [{ reference: 'INC1' }],
  'ticket-answered': [{ reference: 'INC1' }],
  'provider-asked': [{ about: 'the people' }],
  'call-made': [{ outcome: 'spoke', about: 'answer' }],
  paused: [{ reason: 'away' }],
  parked: [{ until: '2040-01-01', reason: 'away' }],
  'note-added': [{ text: 'Rang them.' }],
  'stall-noted': [{ stall: 'sees-no-benefit' }],
  'stall-cleared': [{ stall: 'sees-no-benefit' }],
  'handed-over': [{ officer: 'somebody else' }],
  closed: [{ reason: 'declined' }],
};

/** Two people are enough to reach every stage, and one to leave it. */
const people = [{ person: 'Ann' }, { person: 'Bob' }];
const needsTwo: readonly FactType[] = [
  'person-added',
  'account-created',
  'account-activated',
  'mailbox-opened',
];

/** Answers after which a fact is told apart in the table. */
const toldApart: readonly FactType[] = ['dspt-published', 'nhsmail-replied', 'ods-code-confirmed'];

const codes: Readonly<Record<string, string>> = { VLX1A: 'site', A1B2: 'headquarters' };
const inWords = (answer: string): string => codes[answer] ?? answer;

function movesOf(type: FactType): Move[] {
  const { moment, fields } = factTypes[type];
  const whom = needsTwo.includes(type) ? people : people.slice(0, 1);
  const given = 'person' in fields.shape ? whom : (answers[type] ?? [{}]);
  return given.map((one: Record<string, string>) => ({
    label: toldApart.includes(type) ? `${type} (${inWords(Object.values(one)[0] ?? '')})` : type,
    type,
    moment,
    fields: one,
  }));
}

/** Opening comes once; taking back leads wherever the case stood without the fact. */
const notWalked: readonly FactType[] = ['case-opened', 'retracted'];

const facts = (Object.keys(factTypes) as FactType[])
  .filter((type) => !notWalked.includes(type))
  .flatMap(movesOf);

const moments: readonly Move[] = [
  { label: 'otp-validity/expired', passes: (s) => livePasscode(s)?.requestFact ?? null },
  {
    label: 'nhsmail-reply/breach',
    passes: ({ submission }) => (submission && !submission.reply ? submission.fact : null),
  },
  { label: 'dspt-currency/expired', passes: ({ dspt }) => dspt.at(-1)?.fact ?? null },
];

/** Everything a case is walked by. */
export const journeyMoves: readonly Move[] = [...facts, ...moments];
