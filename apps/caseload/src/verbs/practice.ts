import { progress } from '../progress';
import { BrokenInvariant } from '../practice/invariants/check-invariants';
import {
  type HowToRun,
  runPractice,
  type TownResult,
  type TownSize,
} from '../practice/run-practice';
import { onMigrated, type VerbContext } from './on-migrated';

const mostHomes = 5000;
const mostDays = 1100;

/**
 * Makes a practice town on a database that holds no sites yet, lets it live, and asks each day
 * whether everything holds. Prints what came of it as JSON.
 * @returns 0; 1 when something does not hold or the database is not empty; 2 for a wrong size
 */
export function practiceVerb(size: TownSize): Promise<number> {
  const wrong =
    notWhole('--homes', size.homes, 1, mostHomes) ??
    notWhole('--days', size.days, 1, mostDays) ??
    (Number.isSafeInteger(size.seed) ? null : '--seed must be a whole number.');
  if (wrong !== null) {
    process.stderr.write(`${wrong}\n`);
    return Promise.resolve(2);
  }
  return onMigrated(async (context) => {
    try {
      const result = await makePractice(context, size, { checked: true, onDay: tellProgress });
      if (result) process.stdout.write(`${JSON.stringify(result)}\n`);
      else process.stderr.write(notEmpty);
      return result ? 0 : 1;
    } catch (error) {
      if (!(error instanceof BrokenInvariant)) throw error;
      process.stderr.write(`${error.message}\n`);
      return 1;
    }
  });
}

const notEmpty =
  'There are sites in this database already; the practice caseload needs an empty one, ' +
  'for example with CASELOAD_HOME=.practice.\n';

function notWhole(option: string, value: number, from: number, to: number): string | null {
  const fits = Number.isInteger(value) && value >= from && value <= to;
  return fits ? null : `${option} must be a whole number from ${from} to ${to}.`;
}

const daysALine = 30;

function tellProgress(day: string, index: number): void {
  if (index % daysALine === 0) progress(`The practice town lives through ${day} …`);
}

/** @returns null when the database holds sites already, and is left alone */
export async function makePractice(
  { config, db, clock }: Pick<VerbContext, 'config' | 'db' | 'clock'>,
  size: TownSize,
  how: HowToRun,
): Promise<TownResult | null> {
  const [any] = await db.query('SELECT 1 FROM site LIMIT 1');
  if (any) return null;
  return runPractice(config, clock, size, how);
}
