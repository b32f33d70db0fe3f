import {
  after,
  closedSince,
  type GivenFact,
  happened,
  isClosed,
  isDeregistered,
  latest,
} from './given-fact';
import { about, usable } from './passcodes';
import { everyone, isWholeList, present } from './people';
import { standingOn } from './publications';
import { isSilent, unansweredQuestion, wasSilent } from './questions';
import { latestSubmission } from './submissions';

export type Party = 'officer' | 'provider' | 'nhsmail' | 'account-holder';

/** How far a case has come, and who has to act next; nobody on a closed one. */
export interface Standing {
  stage: string;
  waitingOn: Party | null;
}

/** What of the journey the facts have reached. */
interface Reached {
  facts: readonly GivenFact[];
  /** The day on which the case last changed. */
  day: string;
  /** Places of the requests whose codes were recorded as expired. */
  expired: ReadonlySet<number>;
}

/** The stage of a case by the field's rulebook, and whose turn it is. */
export function standingOf(reached: Reached): Standing {
  const { facts } = reached;
  if (isClosed(facts)) return { stage: 'closed', waitingOn: null };
  const found = activated(reached) ?? submitted(reached) ?? proved(reached) ?? prepared(reached);
  // Whether a home that refused, fell silent or is off the register goes on is the officer's call.
  if (isDeclined(facts) || isSilent(facts) || isDeregistered(facts))
    return { ...found, waitingOn: 'officer' };
  // Whoever was asked something has to answer before anybody else can go on.
  const asked =
    unansweredQuestion(facts) !== undefined && !wasSilent(facts) && found.waitingOn === 'officer';
  return asked ? { ...found, waitingOn: 'provider' } : found;
}

const isDeclined = (facts: readonly GivenFact[]): boolean =>
  latest(facts.filter((f) => f.type === 'agreed' || f.type === 'declined'))?.type === 'declined';

function activated({ facts }: Reached): Standing | null {
  const has = (person: string, type: string): boolean =>
    facts.some((f) => f.type === type && f.person === person);
  const people = everyone(facts);
  const created = people.filter((p) => has(p, 'account-created'));
  const accepted = latestReply(facts)?.outcome === 'accepted';
  if (created.length === 0 && !accepted) return null;
  const loggedIn = people.filter((p) => has(p, 'account-activated')).length;
  const opened = people.filter((p) => has(p, 'mailbox-opened')).length;
  const ownerless = ownerlessSince(facts);
  if (loggedIn >= 2 && opened >= 2) {
    if (ownerless !== undefined)
      return ownerless < liveSince(facts)
        ? { stage: 'activating', waitingOn: 'provider' }
        : { stage: 'aftercare', waitingOn: 'officer' };
    const someLeft = facts.some((f) => ['leaver-marked', 'account-disabled'].includes(f.type));
    const movedOn = someLeft || people.some((p) => openedAgain(facts, p));
    return { stage: movedOn ? 'aftercare' : 'live', waitingOn: 'provider' };
  }
  if (ownerless !== undefined) return { stage: 'activating', waitingOn: 'provider' };
  const named = created.filter((p) => !isRemoved(facts, p));
  const allLoggedIn = created.length > 0 && named.every((p) => has(p, 'account-activated'));
  return { stage: 'activating', waitingOn: allLoggedIn ? 'provider' : 'account-holder' };
}

/** The day from which two people had logged in and two had opened the mailbox. */
function liveSince(facts: readonly GivenFact[]): string {
  const secondDay = (type: string, pick: (days: string[]) => string | undefined): string => {
    const days = everyone(facts).flatMap((person) => {
      const told = facts.filter((f) => f.type === type && f.person === person);
      return pick(told.map((f) => f.on ?? '').sort()) ?? [];
    });
    return days.sort()[1] ?? '9999';
  };
  const loggedIn = secondDay('account-activated', (days) => days.at(-1));
  const opened = secondDay('mailbox-opened', (days) => days[0]);
  return loggedIn > opened ? loggedIn : opened;
}

/** The day the last of those named as owners had gone; undefined while one is there, or none was named. */
function ownerlessSince(facts: readonly GivenFact[]): string | undefined {
  const owners = everyone(facts).filter((person) => {
    const roles = facts.filter((f) => f.type === 'person-added' && f.person === person && f.role);
    return /\bowner\b/i.test(roles.at(-1)?.role ?? '');
  });
  const days = owners.map((person) => goneOn(facts, person));
  return days.length > 0 && !days.includes(undefined) ? days.sort().at(-1) : undefined;
}

/** Taken off, or marked as a leaver, and not named again since: the earlier of the two days. */
function goneOn(facts: readonly GivenFact[], person: string): string | undefined {
  const told = (type: string): GivenFact | undefined =>
    latest(facts.filter((f) => f.type === type && f.person === person));
  const named = told('person-added');
  const coming = facts.filter(
    (f) => f.person === person && (f.type === 'person-added' || f.type === 'person-removed'),
  );
  const removal = latest(coming)?.type === 'person-removed' ? latest(coming) : undefined;
  const leaving = told('leaver-marked');
  const left = leaving && (!named || happened(leaving, named) >= 0) ? leaving : undefined;
  return [removal?.on, left?.on].filter((day) => day !== undefined).sort()[0];
}

/** In daily use: somebody has opened the mailbox on more than one day. */
const openedAgain = (facts: readonly GivenFact[], person: string): boolean =>
  new Set(facts.filter((f) => f.type === 'mailbox-opened' && f.person === person).map((f) => f.on))
    .size > 1;

const isRemoved = (facts: readonly GivenFact[], person: string): boolean =>
  latest(
    facts.filter(
      (f) =>
        f.person === person &&
        ['person-added', 'account-created', 'person-removed'].includes(f.type),
    ),
  )?.type === 'person-removed';

/** The reply to the submission that happened last. */
function latestReply(facts: readonly GivenFact[]): GivenFact | undefined {
  const submission = latestSubmission(facts);
  if (!submission) return undefined;
  return latest(facts.filter((f) => f.type === 'nhsmail-replied' && happened(f, submission) >= 0));
}

function submitted({ facts }: Reached): Standing | null {
  const submission = latestSubmission(facts);
  if (!submission) return null;
  const reply = latestReply(facts);
  // Reopened, it is still with NHSmail, but nobody counts their hours.
  if (!reply)
    return {
      stage: 'submitted',
      waitingOn: closedSince(facts, submission) ? 'officer' : 'nhsmail',
    };
  return reply.outcome === 'rejected' ? null : { stage: 'submitted', waitingOn: 'officer' };
}

/** Proof in hand, or on its way. What proved a rejected application is spent. */
function proved({ facts, expired }: Reached): Standing | null {
  const reply = latestReply(facts);
  const rejected = reply?.outcome === 'rejected' ? reply : undefined;
  const since = rejected ? facts.filter((f) => isAfter(facts, f, rejected)) : facts;
  const code = latest(
    since.filter((f) => f.type === 'otp-requested' || f.type === 'contact-id-confirmed'),
  );
  if (code?.type === 'contact-id-confirmed') return { stage: 'ready', waitingOn: 'provider' };
  if (code && !closedSince(facts, code)) {
    const inHand = ['otp-received', 'otp-used'].some((t) => about(facts, t, code).length > 0);
    const dead = expired.has(code.index) && usable(facts) === code;
    if (inHand && !dead) return { stage: 'ready', waitingOn: 'provider' };
    return { stage: 'proving', waitingOn: dead ? 'officer' : 'provider' };
  }
  if (rejected) return { stage: 'proving', waitingOn: 'officer' };
  // One person alone cannot apply; nobody named yet is a gap of ours.
  const isComplete =
    facts.some((f) => f.type === 'preparation-complete') && present(facts).length !== 1;
  return isComplete ? { stage: 'proving', waitingOn: 'provider' } : null;
}

/** Of one time, what was recorded later is later. */
const isAfter = (facts: readonly GivenFact[], f: GivenFact, other: GivenFact): boolean =>
  happened(f, other) > 0 || (happened(f, other) === 0 && after(facts, other).includes(f));

/** A code of a social-care site, old style or new; others have to be asked about. */
function hasSiteCode(facts: readonly GivenFact[]): boolean {
  const code = latest(facts.filter((f) => f.type === 'ods-code-confirmed'))?.code ?? '';
  return /^(?:V[A-Z0-9]{4}|[A-Z]\d[A-Z]\d[A-Z])$/.test(code.trim().toUpperCase());
}

function prepared({ facts, day }: Reached): Standing {
  const has = (type: string): boolean => facts.some((f) => f.type === type);
  if (!has('agreed')) return { stage: 'prospect', waitingOn: 'officer' };
  const eligible = hasSiteCode(facts) && standingOn(facts, day) === 'open';
  // Once the home has said all there is to say of its people, it is for us to look through it.
  if (eligible || has('person-added'))
    return { stage: 'preparing', waitingOn: isWholeList(facts) ? 'officer' : 'provider' };
  return { stage: 'eligibility', waitingOn: 'officer' };
}
