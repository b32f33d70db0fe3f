import { runPractice } from '../practice/run-practice';
import { practiceOfficer } from '../practice/practice-officer';
import { onMigrated, type VerbContext } from './on-migrated';

const mostHomes = 5000;

/** Makes a practice caseload on a database that holds no sites yet. */
export function practiceVerb(options: { homes: number; seed: number }): Promise<number> {
  const { homes, seed } = options;
  if (!Number.isInteger(homes) || homes < 1 || homes > mostHomes) {
    process.stderr.write(`--homes must be a whole number from 1 to ${mostHomes}.\n`);
    return Promise.resolve(2);
  }
  if (!Number.isInteger(seed)) {
    process.stderr.write('--seed must be a whole number.\n');
    return Promise.resolve(2);
  }
  return onMigrated(async (context) => {
    if (await makePractice(context, { homes, seed })) return 0;
    process.stderr.write(
      'There are sites in this database already; the practice caseload needs an empty one, ' +
        'for example with CASELOAD_HOME=.practice.\n',
    );
    return 1;
  });
}

/** @returns false when the database holds sites already, and is left alone */
export async function makePractice(
  { config, db, clock }: VerbContext,
  options: { homes: number; seed: number },
): Promise<boolean> {
  const [any] = await db.query('SELECT 1 FROM site LIMIT 1');
  if (any) return false;
  const officerId = await practiceOfficer(db, clock.now());
  await runPractice(config, clock, { ...options, officerId });
  return true;
}
