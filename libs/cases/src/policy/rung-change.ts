import type { FollowUp, Placed, Reconciliation } from '@app/domain';

/** Where a rung stands, before or after. Instants are ISO 8601 UTC. */
export interface Place {
  status: FollowUp['status'];
  dueAt: string;
  sendAt: string;
  act: FollowUp['act'];
  to: FollowUp['to'];
  letter: string | null;
}

/**
 * What another policy or calendar does to one rung of a case:
 * - `moves`, `appears`, `vanishes`: it goes out at another moment, for the first time, no longer;
 * - `changes`: at the same moment, but it is another letter, or for somebody else;
 * - `reworded`: only the sentences that explain its date;
 * - `passed-over`: it is noted as past, and nothing goes out;
 * - `task-withdrawn`, `task-restored`, `letter-withdrawn`, `letter-restored`: it had fired, and its
 *   open task or unsent letter goes or comes back.
 */
export type ChangeKind =
  | 'moves'
  | 'appears'
  | 'vanishes'
  | 'changes'
  | 'reworded'
  | 'passed-over'
  | 'task-withdrawn'
  | 'task-restored'
  | 'letter-withdrawn'
  | 'letter-restored';

export interface RungChange {
  change: ChangeKind;
  clock: string;
  rung: string;
  /** Id of the fact that started the clock. */
  anchorFact: string;
  person: string | null;
  from: Place | null;
  to: Place | null;
}

/** Everything that would change about one case, in the order of its rungs. */
export interface CaseChange {
  caseId: string;
  changes: RungChange[];
}

/** What became of tasks and letters of rungs that had fired, by follow-up. */
export interface Touched {
  tasksWithdrawn: ReadonlySet<string>;
  tasksRestored: ReadonlySet<string>;
  lettersWithdrawn: ReadonlySet<string>;
  lettersRestored: ReadonlySet<string>;
}

/** Says in rungs what a reconciliation has written about one case. */
export function rungChanges(
  stored: readonly FollowUp[],
  { insert, replace, supersede, settled, standing }: Reconciliation,
  touched: Touched,
): RungChange[] {
  const byId = new Map(stored.map((f) => [f.id, f]));
  const of = (id: string): FollowUp => {
    const found = byId.get(id);
    if (!found) throw new Error(`Follow-up ${id} was not among those stored.`);
    return found;
  };
  const fired = (followUp: FollowUp, change: ChangeKind): RungChange => ({
    change,
    ...nameOf(followUp),
    from: placeOf(followUp),
    to: placeOf(followUp),
  });
  return [
    ...insert.map((placed) => placedAnew(null, placed)),
    ...replace.map(({ id, placed }) => placedAnew(of(id), placed)),
    ...supersede.map(({ id }): RungChange => {
      const from = placeOf(of(id));
      const to: Place = { ...from, status: 'superseded' };
      return { change: kindOf(from, to), ...nameOf(of(id)), from, to };
    }),
    ...settled.flatMap((f) => [
      ...(touched.tasksWithdrawn.has(f.id) ? [fired(f, 'task-withdrawn')] : []),
      ...(touched.lettersWithdrawn.has(f.id) ? [fired(f, 'letter-withdrawn')] : []),
    ]),
    ...standing.flatMap((f) => [
      ...(touched.tasksRestored.has(f.id) ? [fired(f, 'task-restored')] : []),
      ...(touched.lettersRestored.has(f.id) ? [fired(f, 'letter-restored')] : []),
    ]),
  ].sort(byRung);
}

type Named = Pick<RungChange, 'clock' | 'rung' | 'anchorFact' | 'person'>;

const nameOf = ({ clock, rung, anchorFact, person }: Named): Named => ({
  clock,
  rung,
  anchorFact,
  person,
});

function placedAnew(old: FollowUp | null, { rung, status }: Placed): RungChange {
  const from = old && placeOf(old);
  const to = placeOf({ ...rung, status });
  return { change: kindOf(from, to), ...nameOf(rung), from, to };
}

const placeOf = (
  f: Omit<FollowUp, 'id' | 'ringAt' | 'outcome' | 'reason' | 'letterId'>,
): Place => ({
  status: f.status,
  dueAt: f.dueAt.toString(),
  sendAt: f.sendAt.toString(),
  act: f.act,
  to: f.to,
  letter: f.letter,
});

function kindOf(from: Place | null, to: Place): ChangeKind {
  const waited = from?.status === 'waiting';
  if (to.status !== 'waiting') return waited ? 'vanishes' : 'passed-over';
  if (!waited) return 'appears';
  if (from.sendAt !== to.sendAt || from.dueAt !== to.dueAt) return 'moves';
  const same = from.act === to.act && from.to === to.to && from.letter === to.letter;
  return same ? 'reworded' : 'changes';
}

const orderOf = ({ clock, anchorFact, from, to, rung }: RungChange): string =>
  [to?.dueAt ?? from?.dueAt, clock, anchorFact, rung].join('|');

const byRung = (a: RungChange, b: RungChange): number => (orderOf(a) < orderOf(b) ? -1 : 1);

/** How many rungs change in each way, and of how many cases. */
export type ChangeTotals = { cases: number } & Record<ChangeKind, number>;

export function totalsOf(changes: readonly CaseChange[]): ChangeTotals {
  const totals: ChangeTotals = {
    cases: changes.length,
    moves: 0,
    appears: 0,
    vanishes: 0,
    changes: 0,
    reworded: 0,
    'passed-over': 0,
    'task-withdrawn': 0,
    'task-restored': 0,
    'letter-withdrawn': 0,
    'letter-restored': 0,
  };
  for (const { changes: rungs } of changes) for (const { change } of rungs) totals[change]++;
  return totals;
}
