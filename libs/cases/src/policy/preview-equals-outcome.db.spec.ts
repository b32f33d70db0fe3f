import { DomainError, type Policy, type RungPolicy, shippedPolicy } from '@app/domain';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { changesIfRepeated } from '../../../../test/builders/policies';
import { buildOfficer, buildSite } from '../../../../test/builders/register';
import { type Engine, testEngine } from '../../../../test/harness/engine';
import type { Place, RungChange } from './rung-change';

/** Monday 30 November 2026: Christmas lies ahead. */
const start = Temporal.Instant.from('2026-11-30T10:00:00Z');
const actor = 'officer:lead';
const rounds = 16;

/** The same caseload and drafts each time. */
const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed });

/** A fact some days before now, at this hour; most kinds start or stop a clock. */
const happening = fc.record({
  daysAgo: fc.nat(40),
  hour: fc.integer({ min: 0, max: 23 }),
  what: fc.constantFrom(
    { type: 'ticket-raised', reference: 'T2' },
    { type: 'ticket-raised', reference: 'T3' },
    { type: 'otp-requested', channel: 'post' },
    { type: 'otp-requested', channel: 'email' },
    { type: 'dspt-published', level: 'met', edition: '24/25', coverage: 'own' },
    { type: 'submitted', override: 'Random.' },
    { type: 'otp-requested', channel: 'post' },
    { type: 'otp-requested', channel: 'post' },
    { type: 'otp-requested', channel: 'email' },
    { type: 'otp-issued' },
    { type: 'otp-received' },
    { type: 'dspt-published', level: 'met', edition: '25/26', coverage: 'own' },
    { type: 'dspt-published', level: 'approaching', edition: '24/25', coverage: 'own' },
    { type: 'submitted', override: 'Random.' },
    { type: 'nhsmail-replied', outcome: 'rejected' },
    { type: 'ticket-raised', reference: 'T1' },
    { type: 'ticket-answered', reference: 'T1' },
    { type: 'opted-out' },
    { type: 'opted-in' },
    { type: 'closed', reason: 'declined' },
    { type: 'reopened' },
  ),
});

const withInstant = new Set([
  'submitted',
  'nhsmail-replied',
  'ticket-raised',
  'ticket-answered',
  'opted-out',
  'opted-in',
  'closed',
  'reopened',
]);

type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

function factOf({ what, daysAgo, hour }: Happening, now: Temporal.Instant): object {
  const day = now.toZonedDateTimeISO('Europe/London').toPlainDate().subtract({ days: daysAgo });
  const at = day.toZonedDateTime({ timeZone: 'Europe/London', plainTime: { hour } }).toInstant();
  return withInstant.has(what.type)
    ? { ...what, at: (Temporal.Instant.compare(at, now) > 0 ? now : at).toString() }
    : { ...what, on: day.toString() };
}

/** What is done to one rung of a ladder. */
const tweak = fc.record({
  clock: fc.nat(10),
  rung: fc.nat(5),
  by: fc.integer({ min: -9, max: 9 }),
  how: fc.constantFrom('shift', 'shift', 'drop', 'drop', 'add', 'hand over', 'hand over'),
});

const drafting = fc.record({
  tweaks: fc.array(tweak, { minLength: 2, maxLength: 14 }),
  holidays: fc.array(fc.integer({ min: -3, max: 40 }), { maxLength: 4 }),
  hours: fc.constantFrom(undefined, { from: 8, to: 18 }, { from: 9, to: 17 }, { from: 10, to: 12 }),
  /** Back to what came with the program: what was dropped comes back. */
  goBack: fc.boolean(),
  goodFor: fc.constantFrom(undefined, 28, 21, 35),
});

type Drafting = typeof drafting extends fc.Arbitrary<infer T> ? T : never;

const units = ['days', 'hours', 'months', 'workingDays', 'daysBeforeEnd'] as const;

function tweaked(ladder: readonly RungPolicy[], { rung, by, how }: Drafting['tweaks'][number]) {
  const at = rung % ladder.length;
  const old = ladder[at] as RungPolicy;
  if (old.act === 'record') return [...ladder];
  const unit = units.find((u) => old[u] !== undefined);
  const moved = unit ? { [unit]: Math.max(1, (old[unit] ?? 0) + by) } : {};
  const others = ladder.filter((_, n) => n !== at);
  switch (how) {
    case 'drop':
      return others;
    case 'add':
      return [...ladder, { ...old, ...moved, rung: `${old.rung}-and-${by}` }];
    case 'hand over':
      return ladder.map((r) => (r.act === 'task' ? { ...r, to: 'lead' as const } : r));
    default:
      return [...others, { ...old, ...moved }];
  }
}

function documentAfter(policy: Policy, { tweaks, hours, goodFor, goBack }: Drafting): Policy {
  if (goBack) return shippedPolicy;
  const clocks = Object.keys(policy.ladders) as (keyof Policy['ladders'])[];
  const ladders = { ...policy.ladders };
  for (const one of tweaks) {
    const clock = clocks[one.clock % clocks.length] as keyof Policy['ladders'];
    const after = tweaked(ladders[clock], one);
    const names = new Set(after.map((r) => r.rung));
    if (after.length > 0 && names.size === after.length) ladders[clock] = after;
  }
  return {
    ...policy,
    ladders,
    sendingHours: hours ?? policy.sendingHours,
    passcodeGoodForDays: goodFor ?? policy.passcodeGoodForDays,
  };
}

interface Row extends Place {
  key: string;
  basis: string;
  letterId: string | null;
}

/** Every follow-up, task and letter as the tables hold them. */
async function everything(engine: Engine) {
  const rows = await engine.db.query<Row>(
    `SELECT concat_ws('|', case_id, clock, anchor_fact, rung) AS key, status, due_at AS "dueAt",
            send_at AS "sendAt", act, addressee AS "to", letter, letter_id AS "letterId", basis::text AS basis
       FROM follow_up ORDER BY 1`,
  );
  const tasks = await engine.db.query<{ key: string; status: string }>(
    `SELECT concat_ws('|', f.case_id, clock, anchor_fact, rung) AS key, t.status
       FROM task t JOIN follow_up f ON f.id = t.follow_up_id ORDER BY 1`,
  );
  const letters = await engine.db.query<{ key: string; status: string }>(
    'SELECT id::text AS key, status FROM letter ORDER BY 1',
  );
  return { rows, tasks, letters };
}

type Everything = Awaited<ReturnType<typeof everything>>;

const keyOf = (caseId: string, c: RungChange): string =>
  [caseId, c.clock, c.anchorFact, c.rung].join('|');

/** What the tables must hold once the previewed changes have happened to them, and nothing else. */
function after(before: Everything, changes: readonly (readonly [string, RungChange])[]) {
  const places = new Map(
    before.rows.map(({ key, basis: _b, letterId: _l, ...place }): [string, Place] => [key, place]),
  );
  const letterOf = new Map(before.rows.map((r) => [r.key, r.letterId ?? '']));
  const letterChanges = changes.filter(([, c]) => c.change.startsWith('letter'));
  const tasks = new Map(before.tasks.map((t) => [t.key, t.status]));
  const letters = new Map(before.letters.map((l) => [l.key, l.status]));
  for (const [key, { change, from, to }] of changes) {
    expect([key, from]).toEqual([key, places.get(key) ?? null]);
    if (to) places.set(key, to);
    if (change === 'task-withdrawn') tasks.set(key, 'withdrawn');
    if (change === 'task-restored') tasks.set(key, 'open');
  }
  for (const [key, { change }] of letterChanges)
    if (change === 'letter-withdrawn') letters.set(letterOf.get(key) ?? '', 'withdrawn');
  for (const [key, { change }] of letterChanges)
    if (change === 'letter-restored') letters.set(letterOf.get(key) ?? '', 'planned');
  return { places: sorted(places), tasks: sorted(tasks), letters: sorted(letters) };
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const seen = ({ rows, tasks, letters }: Everything) => ({
  places: sorted(
    new Map(
      rows.map(({ key, basis: _b, letterId: _l, ...place }): [string, Place] => [key, place]),
    ),
  ),
  tasks: sorted(new Map(tasks.map((t) => [t.key, t.status]))),
  letters: sorted(new Map(letters.map((l) => [l.key, l.status]))),
});

describe('over a random caseload, a random draft', () => {
  let engine: Engine;
  const cases: string[] = [];
  const kinds = new Map<string, number>();

  beforeAll(async () => {
    engine = await testEngine(start.toString());
    const officerId = await buildOfficer(engine.db);
    for (let n = 0; n < 30; n++) {
      const contact = { name: 'Jo', email: `jo${n}@home.example` };
      const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
      const { id } = await engine.cases.open({ locationId, officerId, on: '2026-10-01' }, actor);
      cases.push(id);
    }
  });
  afterAll(() => engine.close());

  /** Lets some hours pass, and something happen to some cases. */
  async function live(round: number): Promise<void> {
    const now = start.add({ hours: round * 41 });
    engine.clock.set(now);
    await engine.due.drain();
    await engine.db.query(
      "UPDATE letter SET status = 'sent' WHERE id::text < '4' AND status = 'planned'",
    );
    const facts = sample(happening, cases.length, round);
    for (const [n, what] of facts.entries())
      await engine.cases
        .record(cases[(n * 7) % cases.length] as string, factOf(what, now), actor)
        .catch((error: unknown) => {
          if (!(error instanceof DomainError)) throw error;
        });
    await engine.due.drain();
  }

  it.each(Array.from({ length: rounds }, (_, n) => n))(
    'comes to exactly what its preview says, row for row (draft %i)',
    async (round) => {
      await live(round);
      const [drafted] = sample(drafting, 1, round) as [Drafting];
      const inForce = await engine.policies.inForce();
      const today = engine.clock.now().toZonedDateTimeISO('Europe/London').toPlainDate();
      const days = drafted.holidays.map((n) => today.add({ days: n }).toString());
      const { number } = await engine.policies.draft(
        {
          reason: `Draft ${round}`,
          document: documentAfter(inForce.policy, drafted),
          bankHolidays: [
            ...inForce.bankHolidays.filter((h) => h.title !== 'Random'),
            ...[...new Set(days)].map((date) => ({ date, title: 'Random' })),
          ],
        },
        actor,
      );

      const before = await everything(engine);
      const preview = await engine.policies.preview(number, actor);
      expect(await everything(engine)).toEqual(before);

      const listed = await engine.policies.previewedCases(preview.number, 10_000);
      const changes = listed.flatMap((c) =>
        c.changes.map((change) => [keyOf(c.caseId, change), change] as const),
      );
      expect(preview.totals.cases).toBe(listed.length);
      for (const [, { change }] of changes) kinds.set(change, (kinds.get(change) ?? 0) + 1);

      await engine.policies.publish(number, preview.number, actor);
      const outcome = await everything(engine);
      expect(seen(outcome)).toEqual(after(before, changes));
      // Sentences change only where a rung is listed.
      const named = new Set(changes.map(([key]) => key));
      const sentences = new Map(before.rows.map((r) => [r.key, r.basis]));
      const reworded = outcome.rows.filter((r) => sentences.get(r.key) !== r.basis);
      expect(reworded.filter((r) => !named.has(r.key))).toEqual([]);
      expect(await changesIfRepeated(engine)).toBe(0);
    },
  );

  it('brought about every kind of change that is not rare', () => {
    expect([...kinds.keys()]).toEqual(
      expect.arrayContaining([
        'appears',
        'changes',
        'moves',
        'passed-over',
        'reworded',
        'task-withdrawn',
        'vanishes',
      ]),
    );
  });
});
