import { everyCase } from '@app/domain';
import { placeholderToken } from '@app/cases';
import type { SealedLetter } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import { forecastStories } from '../../../../test/builders/forecast-stories';
import { fireUntil, liveThrough, type Story } from '../../../../test/builders/lived-cases';
import { asOwner } from '../../../../test/harness/as-owner';
import { copyOf, testDatabase } from '../../../../test/harness/database';
import { type Engine, engineOn } from '../../../../test/harness/engine';
import type { Forecast } from './forecast';
import { readForecast } from './read-forecast';

const days = 30;

/** One thing that fired, as one line; the same whether it was foretold or has happened. */
interface Line {
  case_id: string;
  clock: string;
  rung: string;
  outcome: string;
  at: string;
}

interface Letter {
  at: string;
  to: SealedLetter['to'];
  subject: string;
  text: string;
  html: string;
}

/** A caseload that was frozen at a moment, and a copy of it that lived on for 30 days. */
class TwoWorlds {
  constructor(
    readonly foretold: Forecast,
    readonly lived: Engine,
    private readonly frozenAt: string,
  ) {}

  foretoldLines(): string[] {
    return this.foretold.days
      .flatMap(({ items }) => items)
      .map((i) => lineOf({ ...i, case_id: i.caseId }))
      .sort();
  }

  async livedLines(): Promise<string[]> {
    const rows = await this.lived.db.query<Line>(
      `SELECT case_id, clock, rung, outcome, settled_at AS at FROM follow_up
        WHERE status = 'done' AND id NOT IN (SELECT id FROM before_freeze)`,
    );
    return rows.map(lineOf).sort();
  }

  foretoldLetters(): Letter[] {
    return this.foretold.days
      .flatMap(({ items }) => items)
      .flatMap(({ at, rendered }) => (rendered ? [{ at, ...rendered }] : []))
      .sort(byReaderAndMoment);
  }

  async livedLetters(): Promise<Letter[]> {
    const rows = await this.lived.db.query<{
      id: string;
      at: string;
      subject: string;
      sealed: Buffer;
    }>(
      `SELECT id, planned_at AS at, subject, sealed FROM letter
        WHERE status = 'sent' AND planned_at >= $1 AND id NOT IN (SELECT id FROM letters_before)`,
      [this.frozenAt],
    );
    return rows
      .map(({ id, at, subject, sealed }) => {
        const { to, text, html } = this.lived.sealer.open<SealedLetter>(`letter:${id}`, sealed);
        return { at, to, subject, text: withoutTokens(text), html: withoutTokens(html) };
      })
      .sort(byReaderAndMoment);
  }
}

/** What links end in is made by chance when a letter is written. */
const withoutTokens = (words: string): string =>
  words.replace(/(\/a\/)[A-Za-z0-9_-]{43}/g, `$1${placeholderToken}`);

const lineOf = ({ case_id, clock, rung, outcome, at }: Line): string =>
  `${case_id} ${clock} ${rung}: ${outcome} ${at}`;

/** A letter may speak of several cases: whom it goes to tells it apart. */
const byReaderAndMoment = (a: Letter, b: Letter): number =>
  `${a.to.address} ${a.at} ${a.subject} ${a.text}` <
  `${b.to.address} ${b.at} ${b.subject} ${b.text}`
    ? -1
    : 1;

const forecast = (engine: Engine, change: object = {}): Promise<Forecast> =>
  readForecast(engine.db, engine.settings.confidential, engine.settings.policies, {
    now: engine.clock.now(),
    days,
    rendered: true,
    scope: everyCase,
    ...change,
  });

async function twoWorlds(
  stories: readonly Story[],
  now: string,
  downFor: number,
): Promise<{ worlds: TwoWorlds; close: () => Promise<void> }> {
  const database = await testDatabase();
  const past = engineOn(database, now);
  await liveThrough(past, stories, now, downFor);
  await asOwner(
    past.db,
    "CREATE TABLE before_freeze AS SELECT id FROM follow_up WHERE status = 'done'",
    'CREATE TABLE letters_before AS SELECT id FROM letter',
  );
  await past.db.close();
  const copy = await copyOf(database);
  const frozen = engineOn(database, now);
  const lived = engineOn(copy, now);
  const foretold = await forecast(frozen);
  const end = Temporal.Instant.from(foretold.until).subtract({ milliseconds: 1 });
  await fireUntil(lived, end);
  return {
    worlds: new TwoWorlds(foretold, lived, now),
    close: async () => {
      await frozen.close();
      await lived.close();
    },
  };
}

describe.each([
  ['over Christmas', '2026-12-10T10:00:00Z', '24/25', 0, 0],
  ['over Easter and the change of the clocks', '2027-03-12T17:30:00Z', '25/26', 1, 0],
  [
    'over the end of a DSPT edition, after three days without a worker',
    '2027-06-08T10:00:00Z',
    '25/26',
    4,
    3,
  ],
  [
    'over the end of summer time, before the first letter of a day',
    '2026-10-05T07:59:59Z',
    '25/26',
    3,
    0,
  ],
] as const)('a forecast %s', (_, now, edition, turn, downFor) => {
  let made: Awaited<ReturnType<typeof twoWorlds>>;
  beforeAll(async () => {
    made = await twoWorlds(forecastStories(edition, turn), now, downFor);
  }, 240_000);
  afterAll(() => made?.close());

  it('foretells everything that then fires, at its moment, and nothing else', async () => {
    const { worlds } = made;
    expect(worlds.lived.troubles).toEqual([]);
    expect(worlds.foretoldLines()).toEqual(await worlds.livedLines());
    const outcomes = new Set(worlds.foretoldLines().map((line) => line.split(/[ :]+/).at(3)));
    expect([...outcomes].sort()).toEqual(['merged', 'recorded', 'sent', 'suppressed', 'task']);
  });

  it('writes every letter as it is then sent, byte for byte', async () => {
    const { worlds } = made;
    const foretold = worlds.foretoldLetters();
    expect(foretold).toEqual(await worlds.livedLetters());
    expect(foretold).toHaveLength(worlds.foretold.total.letters);
  });
});
