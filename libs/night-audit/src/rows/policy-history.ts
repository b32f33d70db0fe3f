import { readFileSync } from 'node:fs';
import { projectFile, type Sql } from '@app/platform';
import { type PolicyDocument, policyOf } from '../second-reading/policy-document';
import type { Settings } from '../second-reading/row';
import { instant } from '../time/walked-time';

/** Policy and calendar from a moment on, milliseconds since 1970. */
export interface Published {
  since: number;
  settings: Settings;
}

interface VersionRow {
  document: PolicyDocument;
  calendar: { date: string; title: string }[];
  published_at: string;
}

/** Everything that was ever in force, oldest first; what came with the program if nothing was yet. */
export async function policyHistory(sql: Sql): Promise<Published[]> {
  const rows = await sql.query<VersionRow>(
    `SELECT document, calendar, published_at FROM policy_version
      WHERE published_at IS NOT NULL ORDER BY published_at, number`,
  );
  if (rows.length === 0) return [{ since: 0, settings: settingsOf({}, shippedHolidays()) }];
  return rows.map((row) => ({
    since: instant(row.published_at),
    settings: settingsOf(row.document, row.calendar),
  }));
}

const settingsOf = (document: PolicyDocument, days: VersionRow['calendar']): Settings => ({
  policy: policyOf(document),
  bankHolidays: new Map(days.map(({ date, title }) => [date, title])),
});

/** GOV.UK's own format; England and Wales share one list. */
function shippedHolidays(): VersionRow['calendar'] {
  const text = readFileSync(projectFile('data/bank-holidays.json'), 'utf8');
  return (JSON.parse(text) as { 'england-and-wales': { events: VersionRow['calendar'] } })[
    'england-and-wales'
  ].events;
}
