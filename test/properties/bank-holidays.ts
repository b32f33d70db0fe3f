import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const feed = readFileSync(join(__dirname, '../../data/bank-holidays.json'), 'utf8');

/** Days, `YYYY-MM-DD`, as the GOV.UK feed that comes with the project lists them. */
export const bankHolidaysOfEngland: readonly string[] = (
  JSON.parse(feed) as { 'england-and-wales': { events: { date: string }[] } }
)['england-and-wales'].events.map((event) => event.date);
