import { londonDay } from '@app/domain';
import { keepHistories, takeSnapshot } from '@app/measures';
import { type Clock, Database, openKeys, type RunningConfig, type Sealer } from '@app/platform';
import { fingerprint } from './fingerprint';
import { markMade } from './half-made';
import { inventTown } from './invented-town';
import { clearUpMail } from './clear-up-mail';
import { allInvariants, withMailServer } from './invariants/all-invariants';
import { DailyCheck } from './invariants/daily-check';
import { PracticeEngine } from './practice-engine';
import { practiceOfficers } from './practice-officer';
import { settleTown } from './settle-town';
import type { TownMail } from './town-mail';
import { TownRun } from './town-run';
import { at, TownTime } from './town-time';

/** How large a town is, which one of all possible ones, and how long it lives. */
export interface TownSize {
  homes: number;
  seed: number;
  /** Whole days up to yesterday. */
  days: number;
}

/** How a town is run, besides its size. */
export interface HowToRun {
  /** Whether every invariant is asked each day and everything is replayed at the end. */
  checked: boolean;
  /** The mail server of the town; absent: letters stay in the mail tray. */
  mail?: TownMail;
  /** Called after each simulated day. */
  onDay?: (day: string, index: number) => void | Promise<void>;
}

/** What came of it. */
export interface TownResult {
  facts: number;
  followUps: number;
  letters: number;
  tasks: number;
  /** How often the program refused what a home or officer tried, by code. */
  refusals: Record<string, number>;
  /** Null when nobody asked for checks: it takes a moment. */
  fingerprint: string | null;
}

/**
 * Makes a caseload of invented homes and lets it live through the days up to today, on a clock that
 * is set to each moment in turn, by the very code that runs the real ones. Letters stay in the mail
 * tray. The same seed on the same day makes the same caseload.
 * @throws BrokenInvariant naming the day and the case
 */
export async function runPractice(
  config: RunningConfig,
  clock: Clock,
  size: TownSize,
  { checked, mail, onDay }: HowToRun,
): Promise<TownResult> {
  const now = clock.now();
  const engine = new PracticeEngine(config, now, mail?.transport, await sealerOf(config));
  try {
    const time = new TownTime(londonDay(now).subtract({ days: size.days }), engine.calendar);
    const places = inventTown(size.seed, size.homes);
    await settleTown(engine, places, time.instant(0));
    const officers = await practiceOfficers(engine.db, time.instant(0), size);
    const town = new TownRun(
      engine,
      officers,
      time,
      { ...size, places },
      mail ? () => clearUpMail(engine, mail) : null,
    );
    const check = new DailyCheck(
      engine,
      size.seed,
      time.instant(0),
      mail ? withMailServer : allInvariants,
    );
    for (let day = 0; day < size.days; day++) {
      await town.live(day);
      await keepMonth(engine, time, day);
      if (checked) await check.day(time.date(day));
      await onDay?.(time.on(day), day);
    }
    await town.fireUntil(now);
    await keepHistories(engine.db);
    await markMade(engine.db);
    if (checked) await check.everything(londonDay(now));
    return {
      ...(await counted(engine)),
      refusals: Object.fromEntries(town.refusals),
      fingerprint: checked ? await fingerprint(engine.db, engine.sealer) : null,
    };
  } finally {
    await engine.close();
  }
}

/** What a worker does on the first of a month, on the night of its last day. */
async function keepMonth({ db }: PracticeEngine, time: TownTime, day: number): Promise<void> {
  const date = time.date(day);
  if (date.day !== date.daysInMonth) return;
  const night = time.instant(at(day + 1, 0, minutesAfterMidnight));
  await db.transaction((tx) => takeSnapshot(tx, date.toPlainYearMonth().toString(), night));
}

const minutesAfterMidnight = 10;

async function counted({ db }: PracticeEngine) {
  const [counts] = await db.query<Pick<TownResult, 'facts' | 'followUps' | 'letters' | 'tasks'>>(
    `SELECT (SELECT count(*) FROM fact)::int AS facts,
            (SELECT count(*) FROM follow_up)::int AS "followUps",
            (SELECT count(*) FROM letter)::int AS letters,
            (SELECT count(*) FROM task)::int AS tasks`,
  );
  return counts ?? { facts: 0, followUps: 0, letters: 0, tasks: 0 };
}

async function sealerOf(config: RunningConfig): Promise<Sealer> {
  const db = new Database(config.databaseUrl, { max: 1 });
  try {
    return await openKeys(db, config);
  } finally {
    await db.close();
  }
}
