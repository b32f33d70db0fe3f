import {
  admit,
  type CaseState,
  evolve,
  type Fact,
  type FactType,
  followUpFired,
  livePasscode,
  newCase,
  progress,
  readFact,
  Refused,
  shippedPolicy,
  type Stage,
  stages,
} from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { journeyMoves, type Move } from './journey-moves';

/** One way a case got from one stage to another. */
export interface Passage {
  from: Stage;
  to: Stage;
  move: Move;
  /** Possible without a closing and reopening before it. */
  straight: boolean;
}

/** A case on the way, with the day its next fact happens. */
interface Walker {
  state: CaseState;
  day: Temporal.PlainDate;
  straight: boolean;
}

const firstDay = Temporal.PlainDate.from('2026-10-01');

/**
 * Walks every case that can be told apart by its stage, from the opened case on, one fact a day, and
 * notes every change of stage. Facts that contradict the case are left out; what blocks is set aside.
 */
export function exploreJourney(): Passage[] {
  const opened = readFact({ type: 'case-opened', on: firstDay.toString() }, 'opened');
  const start = { state: evolve(newCase, opened), day: firstDay.add({ days: 1 }), straight: true };
  const queue: Walker[] = [start];
  const seen = new Set([sightOf(start.state)]);
  const passages = new Map<string, Passage>();
  for (let walker = queue.shift(); walker; walker = queue.shift()) {
    const from = progress(walker.state).stage;
    for (const move of journeyMoves) {
      const state = step(walker, move);
      if (!state) continue;
      const to = progress(state).stage;
      const { straight } = walker;
      const key = `${from} ${to} ${move.label}`;
      if (to !== from && !passages.get(key)?.straight)
        passages.set(key, { from, to, move, straight });
      const sight = sightOf(state);
      if (seen.has(sight)) continue;
      seen.add(sight);
      queue.push({
        state,
        day: walker.day.add({ days: 1 }),
        straight: straight && to !== 'closed',
      });
    }
  }
  return [...passages.values()].sort(inOrder);
}

const inOrder = (a: Passage, b: Passage): number =>
  stages.indexOf(a.from) - stages.indexOf(b.from) ||
  stages.indexOf(a.to) - stages.indexOf(b.to) ||
  journeyMoves.indexOf(a.move) - journeyMoves.indexOf(b.move);

/** What is told of an account matters to the stage only once one has been created. */
const ofAccounts: ReadonlySet<FactType> = new Set([
  'account-activated',
  'mailbox-opened',
  'leaver-marked',
  'joiner-confirmed',
  'account-disabled',
  'account-re-enabled',
]);

let facts = 0;

/** The case one fact further; null when the fact cannot be recorded there. */
function step({ state, day }: Walker, move: Move): CaseState | null {
  const fact = factOf(state, day, move);
  if (!fact) return null;
  try {
    const now = day.add({ days: 1 }).toZonedDateTime('Europe/London').toInstant();
    admit([], fact, now, shippedPolicy, state);
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
  return evolve(state, fact);
}

function factOf(state: CaseState, day: Temporal.PlainDate, move: Move): Fact | null {
  if ('type' in move && ofAccounts.has(move.type) && !state.accounts.some((a) => a.created))
    return null;
  const at = `${day.toString()}T10:00:00Z`;
  const id = `f${facts++}`;
  if ('passes' in move) {
    const anchorFact = move.passes(state);
    if (!anchorFact) return null;
    const [clock = '', rung = ''] = move.label.split('/');
    const details = { clock, rung, anchorFact };
    return { id, type: followUpFired, on: null, at, details, override: null };
  }
  const when = move.moment === 'on' ? { on: day.toString() } : { at };
  return readFact({ type: move.type, ...when, ...move.fields, override: 'all the same' }, id);
}

/**
 * What tells cases apart. The stage is decided by layers: accounts before submission, submission
 * before proof, proof before preparation. The layer that decides is seen in full, and of what lies
 * under it only the stage it would give. Dates are left out but for what came before what.
 */
function sightOf(state: CaseState): string {
  const { accounts, submission, passcodes, contactIdConfirmedOn, closed } = state;
  const made = accounts.some(({ created }) => created);
  const unproven = { ...state, closed: null, accounts: [], submission: null };
  const unprepared = { ...unproven, passcodes: [], contactIdConfirmedOn: null };
  const awaited = submission !== null && submission.reply?.outcome !== 'rejected';
  const proven = passcodes.length > 0 || contactIdConfirmedOn !== null;
  if (made) return JSON.stringify([closed !== null, accountsOf(state)]);
  return JSON.stringify([
    closed !== null,
    submission && [submission.reply?.outcome, submission.abandoned],
    awaited && !submission.abandoned ? progress(unproven).stage : proofOf(state),
    awaited || proven ? progress(unprepared).stage : preparationOf(state),
  ]);
}

const accountsOf = ({ accounts }: CaseState): unknown[] => [
  accounts.map((a) => [a.created, a.activated, a.firstOpenedOn].map((day) => day !== null)).sort(),
  accounts.some(
    ({ leaver, disabled, firstOpenedOn, lastOpenedOn }) =>
      leaver !== null || disabled !== null || (lastOpenedOn ?? '') > (firstOpenedOn ?? '9999'),
  ),
];

function proofOf(state: CaseState): unknown[] {
  const { submission, contactIdConfirmedOn: confirmedOn, passcodes } = state;
  const code = livePasscode(state);
  const repliedOn = submission?.reply?.at.slice(0, 10) ?? '';
  return [
    confirmedOn !== null && confirmedOn > repliedOn,
    confirmedOn !== null,
    code && [code.receivedOn !== null, code.expiredAt !== null],
    passcodes.some((c) => c.usedAt !== null && c.retired === null),
    passcodes.length > 0,
  ];
}

function preparationOf({ agreedOn, preparedOn, odsCode, dspt, people }: CaseState): unknown[] {
  const present = people.filter(({ removedOn }) => removedOn === null).length;
  const newest = dspt.at(-1);
  const standing = newest && newest.level === 'met' && newest.expiredAt === null;
  return [
    agreedOn !== null,
    preparedOn !== null,
    [odsCode?.code === 'VLX1A', standing],
    [people.length > 0, Math.min(present, 2)],
  ];
}

/** Types no passage is noted for: they change what is known, never the stage. */
export function stagelessTypes(passages: readonly Passage[]): FactType[] {
  const moving = new Set(passages.flatMap(({ move }) => ('type' in move ? [move.type] : [])));
  const walked = journeyMoves.flatMap((move) => ('type' in move ? [move.type] : []));
  return [...new Set(walked)].filter((type) => !moving.has(type));
}
