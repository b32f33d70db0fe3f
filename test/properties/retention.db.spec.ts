import { Retention } from '@app/cases';
import { SilentBells } from '@app/follow-ups';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { newAddress } from '../builders/letters';
import { buildOfficer, buildSite } from '../builders/register';
import { type Engine, testEngine } from '../harness/engine';
import { sized, stopwatch, tellFigure } from '../harness/full-size';

/** What may happen to a case from one day to a later one. */
const steps = ['live', 'close', 'reopen', 'name', 'run', 'hold'] as const;
interface Step {
  after: number;
  does: (typeof steps)[number];
}

/** One person of a story, as the rule is told in section 7 of the domain rules. Days are UTC noons. */
class Told {
  live: DateTime | null = null;
  closed: DateTime | null = null;
  named: DateTime;
  held = false;
  contact = true;
  name = true;

  constructor(start: DateTime) {
    this.named = start;
  }

  /** What a run on this day must take, no more and no less. */
  run(day: DateTime): void {
    if (this.held) return;
    const since = this.live && DateTime.max(this.live, this.named);
    const contactDue = since?.plus({ days: 30 }) ?? this.closed?.plus({ days: 90 });
    const nameDue = this.closed?.plus({ months: 24 });
    if (nameDue && nameDue <= day) this.name = false;
    if (!this.name || (contactDue && contactDue <= day)) this.contact = false;
  }
}

let engine: Engine;
let retention: Retention;
let officerId: string;

beforeAll(async () => {
  engine = await testEngine('2024-01-01T12:00:00Z');
  retention = new Retention(engine.db, engine.clock, new SilentBells(), engine.settings);
  officerId = await buildOfficer(engine.db);
});
afterAll(() => engine.close());

const dayOf = (day: DateTime): string => day.toISODate() ?? '';
const people = ['Sam Carter', 'Kim Lee'] as const;

async function tell(caseId: string, does: Step['does'], day: DateTime, told: Told): Promise<void> {
  const on = dayOf(day);
  const at = `${on}T11:00:00Z`;
  const record = (fact: object) => engine.cases.record(caseId, fact, 'test');
  const isOpen = told.closed === null;
  if (does === 'live' && isOpen && !told.live) {
    for (const person of people)
      for (const type of ['account-created', 'account-activated', 'mailbox-opened'])
        await record({ type, on, person: person === 'Sam Carter' ? 'p1' : 'p2' });
    told.live = day;
  } else if (does === 'close' && isOpen) {
    await record({ type: 'closed', at, reason: 'declined' });
    told.closed = day;
  } else if (does === 'reopen' && !isOpen) {
    await record({ type: 'reopened', at });
    told.closed = null;
  } else if (does === 'name' && isOpen && told.name && told.contact) {
    await record({ type: 'person-added', on, person: 'Sam Carter', role: 'owner' });
    told.named = day;
  } else if (does === 'hold') {
    await engine.db.query(
      told.held
        ? 'UPDATE privacy_hold SET ended_at = $2, ended_by = $3 WHERE case_id = $1 AND ended_at IS NULL'
        : `INSERT INTO privacy_hold (id, case_id, reason, review_on, put_by, put_at)
           VALUES (gen_random_uuid(), $1, 'complaint', '2099-01-01', $3, $2)`,
      [caseId, at, 'test'],
    );
    told.held = !told.held;
  } else if (does === 'run') {
    await retention.run();
    told.run(day);
  }
}

async function left(caseId: string): Promise<{ contact: boolean; name: boolean }> {
  const [row] = await engine.db.query<{ contact: boolean; name: boolean }>(
    `SELECT bool_or(mobile IS NOT NULL OR email IS NOT NULL) AS contact, bool_or(name IS NOT NULL) AS name
       FROM case_person WHERE case_id = $1 AND ref = 'p1'`,
    [caseId],
  );
  return row ?? { contact: false, name: false };
}

it('erases nobody early and leaves nobody overdue, in whatever order things happen', async () => {
  const runs = sized(8, 100);
  const took = stopwatch();
  const seed = 20_261_124;
  let failures = 0;
  let serial = 0;
  const step = fc.record({
    after: fc.integer({ min: 0, max: 400 }),
    does: fc.constantFrom(...steps, 'run', 'close'),
  });
  const property = fc.asyncProperty(
    fc.integer({ min: 0, max: 500 }),
    fc.array(step, { minLength: 3, maxLength: 9 }),
    async (start, story) => {
      serial += 1;
      let day = DateTime.utc(2024, 1, 1, 12).plus({ days: start });
      engine.clock.set(day.toISO() ?? '');
      const contact = { name: 'Jo', email: newAddress() };
      const { locationId } = await buildSite(engine.db, { sealer: engine.sealer, contact });
      const opened = { locationId, officerId, on: dayOf(day) };
      const { id } = await engine.cases.open(opened, 'test');
      for (const [n, person] of people.entries())
        await engine.cases.record(
          id,
          {
            type: 'person-added',
            on: dayOf(day),
            person,
            mobile: `+447700${String(900_000 + serial * 2 + n)}`,
            email: newAddress(),
          },
          'test',
        );
      const told = new Told(day);
      for (const { after, does } of [...story, { after: 0, does: 'run' } as const]) {
        day = day.plus({ days: after });
        engine.clock.set(day.toISO() ?? '');
        await tell(id, does, day, told);
        const { contact: hasContact, name: hasName } = told;
        expect(await left(id)).toEqual({ contact: hasContact, name: hasName });
      }
      // What other stories left behind is not run again.
      await engine.db.query(
        `UPDATE privacy_hold SET ended_at = now(), ended_by = 'test'
          WHERE case_id = $1 AND ended_at IS NULL`,
        [id],
      );
    },
  );
  const result = await fc.check(property, { numRuns: runs, seed });
  if (result.failed) failures = 1;
  const name = 'retention: early or overdue';
  tellFigure({ name, n: result.numRuns, failures, seed, seconds: took() });
  if (result.failed) throw new Error(fc.defaultReportMessage(result) ?? 'failed');
}, 1_800_000);
