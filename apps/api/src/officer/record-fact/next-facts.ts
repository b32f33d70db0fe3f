import {
  type CaseState,
  type FactType,
  isListToLookThrough,
  livePasscode,
  openPause,
  type Stage,
} from '@app/domain';

/** What usually happens next at each stage, the likeliest first (domain rules, section 3). */
const usual: Readonly<Record<Stage, readonly FactType[]>> = {
  prospect: ['provider-asked', 'agreed', 'declined'],
  eligibility: ['dspt-published', 'ods-code-confirmed', 'nhsmail-checked', 'person-added'],
  preparing: ['person-added', 'preparation-complete', 'dspt-published', 'ods-code-confirmed'],
  proving: ['contact-id-confirmed', 'otp-requested', 'otp-issued', 'otp-received', 'otp-used'],
  ready: ['submitted', 'otp-used', 'otp-issued'],
  submitted: ['nhsmail-replied'],
  activating: ['account-created', 'account-activated', 'mailbox-opened'],
  live: ['mailbox-opened', 'leaver-marked', 'person-added', 'closed'],
  aftercare: ['mailbox-opened', 'leaver-marked', 'joiner-confirmed', 'account-re-enabled'],
  closed: ['reopened'],
};

/** What the case waits for besides its stage comes first. */
const awaited: readonly [FactType, (state: CaseState) => boolean][] = [
  ['site-reopened', ({ site }) => site.status === 'dormant'],
  ['resumed', (state) => openPause(state) !== null || state.parked !== null],
  ['otp-received', (state) => livePasscode(state)?.receivedOn === null],
  ['preparation-complete', isListToLookThrough],
  ['provider-replied', ({ question }) => question?.endedAt === null],
  ['ticket-answered', ({ tickets }) => tickets.some(({ answeredAt }) => answeredAt === null)],
  ['stall-cleared', ({ notedStalls }) => notedStalls.length > 0],
  ['closed', ({ site, declinedOn }) => site.status === 'deregistered' || declinedOn !== null],
];

/** The facts that make sense next, the likeliest first, each once. */
export function nextFacts(state: CaseState, stage: Stage): FactType[] {
  if (stage === 'closed') return [...usual.closed];
  const waitedFor = awaited.filter(([, waits]) => waits(state)).map(([type]) => type);
  return [...new Set([...waitedFor, ...usual[stage]])];
}

/** Of two opposites only the one that changes something is offered. */
export function isOffered(type: FactType, state: CaseState): boolean {
  const pointless: readonly FactType[] = [
    state.optedOut ? 'opted-out' : 'opted-in',
    state.closed ? 'closed' : 'reopened',
    ...(state.wishes.some((w) => w.optedOut) ? [] : (['person-opted-in'] as const)),
    ...(state.site.status === 'registered' ? (['site-reopened'] as const) : []),
    ...(state.site.status === 'dormant' ? (['site-dormant'] as const) : []),
  ];
  return !pointless.includes(type);
}
