import { Temporal } from 'temporal-polyfill';
import { dayOf } from '../facts/fact';
import type { IdentifierCheck } from '../identifiers/identifier-check';
import { checkSiteOdsCode } from '../identifiers/ods-code';
import { factStalls } from '../stalls/fact-stalls';
import type { StallCode } from '../stalls/stall-codes';
import { dayInWords, londonDay } from '../time/london';
import {
  type Account,
  type CaseState,
  livePasscode,
  presentPeople,
  standingDspt,
} from './case-state';
import { lastOwnerWentOn } from './owner';
import { fewestPeople } from './people-limits';
import { peopleList } from './people-list';
import type { Stage } from './stages';

export { type Stage, stages } from './stages';

/** All who may have to act next, in the order they are listed in. */
export const waitedFor = ['provider', 'account-holder', 'nhsmail', 'register', 'officer'] as const;

/** Who has to act next. */
export type WaitingOn = (typeof waitedFor)[number];

/** Where a case stands and who has to act next, with the reason in words. */
export interface Progress {
  stage: Stage;
  /** Null only when the case is closed. */
  waitingOn: WaitingOn | null;
  why: string;
  /** Why it is not moving, when it is not: stable codes. */
  stalls: readonly StallCode[];
}

/** Where the furthest step there is evidence for leaves a case, before anything interrupts it. */
type Step = Omit<Progress, 'stalls'>;

/** What to call somebody the facts name. */
type NameOf = (person: string) => string;

const asNamed: NameOf = (person) => person;

type Question = (state: CaseState, nameOf: NameOf) => Step | null;

const at = (stage: Stage, waitingOn: WaitingOn | null, why: string): Step => ({
  stage,
  waitingOn,
  why,
});

const isIn = (account: Account): boolean => account.removedOn === null;

/** A live service whose accounts come and go, or whose mailbox has been opened again since. */
const hasMovedOn = ({ accounts }: CaseState): boolean =>
  accounts.some(
    ({ leaver, disabled, firstOpenedOn, lastOpenedOn }) =>
      leaver !== null || disabled !== null || (lastOpenedOn ?? '') > (firstOpenedOn ?? '9999'),
  );

/** The day from which two had activated and two had opened the mailbox, as far as is known. */
function liveSince(accounts: readonly Account[]): string {
  const second = (days: (string | null | undefined)[]): string =>
    days.filter((day) => day != null).sort()[fewestPeople - 1] ?? '9999';
  const activated = second(accounts.map((a) => a.activated?.on));
  const opened = second(accounts.map((a) => a.firstOpenedOn));
  return activated > opened ? activated : opened;
}

/** Before it is live a new owner is needed; afterwards nobody can help but the helpdesk. */
const withoutOwner = (accounts: readonly Account[], went: string): Step =>
  went < liveSince(accounts)
    ? at('activating', 'provider', 'The owner of the mailbox has gone: choose a new one.')
    : at(
        'aftercare',
        'officer',
        'Urgent: the only owner of the mailbox has gone. The home rings the helpdesk from its telephone registered with CQC.',
      );

/** Live: two people have logged in and two have opened the shared mailbox. */
const withAccounts: Question = (state) => {
  const { accounts } = state;
  if (!accounts.some((a) => a.created)) return null;
  const activated = accounts.filter((a) => a.activated).length;
  const opened = accounts.filter((a) => a.firstOpenedOn).length;
  const ownerWent = lastOwnerWentOn(state);
  if (activated >= fewestPeople && opened >= fewestPeople) {
    if (ownerWent !== null) return withoutOwner(accounts, ownerWent);
    return hasMovedOn(state)
      ? at('aftercare', 'provider', 'The mailbox is in use: someone opens it at least monthly.')
      : at('live', 'provider', 'The mailbox is live: agree who checks it every day.');
  }
  if (ownerWent !== null)
    return at('activating', 'provider', 'The owner of the mailbox has gone: choose a new one.');
  const waiting = accounts.filter((a) => a.created && !a.activated && isIn(a)).length;
  return waiting > 0
    ? at('activating', 'account-holder', `${waiting} of the people named have still to activate.`)
    : at('activating', 'provider', 'Two people have to open the shared mailbox.');
};

const replies: Record<string, Step> = {
  accepted: at('activating', 'account-holder', 'The people named have to activate their accounts.'),
  'already-exists': at('submitted', 'officer', 'NHSmail says the site already has accounts.'),
  question: at('submitted', 'officer', 'NHSmail asked a question that needs an answer.'),
};

const afterSubmission: Question = ({ submission }) => {
  if (!submission) return null;
  if (submission.abandoned && !submission.reply)
    return at(
      'submitted',
      'officer',
      'Ask NHSmail what became of the application: nothing counts its hours since the case was closed.',
    );
  if (submission.reply) return replies[submission.reply.outcome] ?? null;
  return submission.breachedAt
    ? at('submitted', 'nhsmail', 'NHSmail has not replied within 48 hours.')
    : at('submitted', 'nhsmail', 'NHSmail replies within 48 hours.');
};

const withPasscode: Question = (state) => {
  const code = livePasscode(state);
  if (code?.expiredAt)
    return code.issuedOn === null
      ? at(
          'proving',
          'officer',
          'Counted from its request the passcode has expired: ask for the date printed on the letter, or have a new one requested.',
        )
      : at('proving', 'officer', 'The passcode has expired: a new one must be requested.');
  if (code?.receivedOn)
    return at('ready', 'provider', 'The passcode is there: once nothing is missing, they submit.');
  if (code?.channel === 'email')
    return at('proving', 'provider', 'The passcode was sent by email: look for it and use it.');
  if (code) return at('proving', 'provider', 'The passcode is in the post: look out for it.');
  const used = state.passcodes.some((c) => c.usedAt !== null && c.retired === null);
  return used ? at('ready', 'provider', 'The passcode has been used: submit the form.') : null;
};

/** A rejected application spends its proof (domain rule 17) until new proof is recorded. */
export const rejectedSinceProof = ({ submission, contactIdConfirmedOn }: CaseState): boolean =>
  submission?.reply?.outcome === 'rejected' &&
  (contactIdConfirmedOn ?? '') <= dayOf({ on: null, at: submission.reply.at });

/** Prepared: said to be, and not known to have a single person (domain rule 39). */
const isPrepared = (state: CaseState): boolean =>
  state.preparedOn !== null &&
  (state.people.length === 0 || presentPeople(state).length >= fewestPeople);

/** Eligible as far as is known: the DSPT will do and the site's own ODS code is confirmed. */
const isEligible = (state: CaseState): boolean => {
  const dspt = standingDspt(state);
  const good = dspt !== null && ['exceeded', 'met', 'approaching'].includes(dspt.level);
  return (
    good &&
    dspt.expiredAt === null &&
    state.odsCode !== null &&
    willDo(checkSiteOdsCode(state.odsCode.code))
  );
};

/** New-style codes are accepted with a warning; a headquarters’ code is no code of the site. */
const willDo = (code: IdentifierCheck): boolean =>
  code.verdict === 'ok' || (code.verdict === 'warn' && code.code === 'new-style-ods-code');

const listIsIn =
  'The list of people is in, with everything the portal asks for: look through it, then record that everything is prepared.';

/** The home names its people; what it has named in full is for us to look through. */
function preparing(state: CaseState, nameOf: NameOf): Step {
  const { named, lacks } = peopleList(state, nameOf);
  if (named === 0)
    return at('preparing', 'provider', 'They choose the people, and gather mobiles and emails.');
  if (lacks.length === 0) return at('preparing', 'officer', listIsIn);
  const soFar = named === 1 ? 'One person is named' : `${named} people are named`;
  return at('preparing', 'provider', `${soFar} so far. Still missing: ${lacks.join('; ')}.`);
}

/** Asked in order: the furthest step there is evidence for is the answer. */
const questions: readonly Question[] = [
  (s) => (s.closed ? at('closed', null, `Closed: ${s.closed.reason}`) : null),
  withAccounts,
  afterSubmission,
  withPasscode,
  (s) =>
    rejectedSinceProof(s)
      ? at('proving', 'officer', 'NHSmail rejected the application: find out why first.')
      : null,
  (s) =>
    s.contactIdConfirmedOn
      ? at(
          'ready',
          'provider',
          'They have the CQC contact ID: once nothing is missing, they submit.',
        )
      : null,
  (s) =>
    isPrepared(s)
      ? at('proving', 'provider', 'They need their CQC contact ID, or a passcode by post.')
      : null,
  (s, nameOf) =>
    s.agreedOn && (isEligible(s) || s.people.length > 0 || s.preparedOn)
      ? preparing(s, nameOf)
      : null,
  (s) =>
    s.agreedOn
      ? at('eligibility', 'officer', 'Check that the site may have NHSmail and what is missing.')
      : null,
];

function step(state: CaseState, nameOf: NameOf): Step {
  for (const question of questions) {
    const answer = question(state, nameOf);
    if (answer) return answer;
  }
  return at('prospect', 'officer', 'Ask the provider whether they would like help.');
}

/** What comes before the ordinary next step, whatever the stage. Asked in order. */
const interruptions: readonly ((state: CaseState, usual: Step) => Omit<Step, 'stage'> | null)[] = [
  ({ site }) =>
    site.status === 'deregistered'
      ? {
          waitingOn: 'officer',
          why: 'CQC has deregistered the site: check with the home, then close the case.',
        }
      : null,
  ({ declinedOn }) =>
    declinedOn
      ? { waitingOn: 'officer', why: 'The provider declined: close the case, or note why not.' }
      : null,
  ({ parked }) =>
    parked?.until === null
      ? {
          waitingOn: 'officer',
          why: 'Nobody has answered for 30 working days: parked as unresponsive.',
        }
      : null,
  ({ question }, { waitingOn }) =>
    question?.endedAt === null && waitingOn === 'officer'
      ? {
          waitingOn: 'provider',
          why: `They were asked about ${question.about} on ${dayInWords(londonDay(Temporal.Instant.from(question.at)))}.`,
        }
      : null,
];

/** Where a case stands, without asking why it may not be moving: histories ask it of every fact. */
export function presentStep(state: CaseState, nameOf: NameOf = asNamed): Step {
  const usual = step(state, nameOf);
  if (state.closed) return usual;
  const before = interruptions.map((ask) => ask(state, usual)).find((answer) => answer !== null);
  return { ...usual, ...before };
}

/**
 * Where a case stands, from its facts alone.
 * @param nameOf what people are called where it is told why; as the facts name them unless given
 */
export function progress(state: CaseState, nameOf: NameOf = asNamed): Progress {
  const present = presentStep(state, nameOf);
  return { ...present, stalls: factStalls(state, present.stage).map(({ code }) => code) };
}

/** Whether the home has named its people in full, and it is for us to look through the list. */
export const isListToLookThrough = (state: CaseState): boolean =>
  presentStep(state).why === listIsIn;
