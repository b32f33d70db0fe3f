import { PolicyInForce } from '@app/cases';
import { dayInWords, everyCase, londonWallClock, timeInWords } from '@app/domain';
import { letterMaking } from '@app/letters';
import {
  type Forecast,
  type ForecastCounts,
  type ForecastItem,
  mostForecastDays,
  readForecast,
} from '@app/measures';
import { openKeys } from '@app/platform';
import { ContactsService } from '@app/providers';
import { Temporal } from 'temporal-polyfill';
import { onMigrated } from './on-migrated';

/**
 * Prints the letters, tasks and ends to come if nobody records anything, day by day.
 * @returns the exit status: 2 when the number of days is none
 */
export function forecastVerb(options: {
  days: number;
  json?: boolean;
  letters?: boolean;
}): Promise<number> {
  const { days, json = false, letters = false } = options;
  if (!Number.isInteger(days) || days < 1 || days > mostForecastDays) {
    process.stderr.write(`--days must be a whole number from 1 to ${mostForecastDays}.\n`);
    return Promise.resolve(2);
  }
  return onMigrated(async ({ config, db, clock }) => {
    const sealer = await openKeys(db, config);
    const contacts = new ContactsService(db, sealer);
    const confidential = { sealer, contacts, making: letterMaking(config, sealer) };
    const query = { now: clock.now(), days, rendered: letters, scope: everyCase };
    const forecast = await readForecast(db, confidential, new PolicyInForce(clock), query);
    process.stdout.write(`${json ? JSON.stringify(forecast, null, 2) : inWords(forecast)}\n`);
    return 0;
  });
}

/** A table for each day on which something happens, and the sum. */
export function inWords({ days, total }: Forecast): string {
  const busy = days.filter(({ items }) => items.length > 0);
  const width = Math.max(...busy.flatMap(({ items }) => items.map((i) => i.home.length)), 0);
  return [
    ...busy.flatMap(({ day, items, ...counts }) => [
      `${dayInWords(Temporal.PlainDate.from(day))}: ${countsInWords(counts)}`,
      ...items.flatMap((item) => [lineOf(item, width), ...letterLines(item)]),
      '',
    ]),
    `In ${many(days.length, 'day')}: ${countsInWords(total)}`,
  ].join('\n');
}

function lineOf(item: ForecastItem, width: number): string {
  const { home, clock, rung, outcome } = item;
  const time = timeInWords(londonWallClock(Temporal.Instant.from(item.at)).toPlainTime());
  const columns = [time.padStart(8), home.padEnd(width), `${clock} ${rung}`.padEnd(28)];
  return `${columns.join('  ')}  ${whatOf(item)}${outcome === 'merged' ? ' (same letter)' : ''}`;
}

function whatOf({ act, to, person, letter, outcome }: ForecastItem): string {
  if (act === 'record') return 'noted';
  const whom = [to, person].filter(Boolean).join(' ');
  if (act === 'task') return `task for ${whom}`;
  return `${outcome === 'suppressed' ? 'no letter, none wanted:' : 'letter'} ${letter} to ${whom}`;
}

/** The letter itself, set in, when it was asked for. */
const letterLines = ({ rendered }: ForecastItem): string[] =>
  rendered
    ? ['', rendered.subject, '', ...rendered.text.trimEnd().split('\n'), ''].map((line) =>
        line === '' ? '' : `            ${line}`,
      )
    : [];

function countsInWords({ letters, tasks, expiries }: ForecastCounts): string {
  return [many(letters, 'letter'), many(tasks, 'task'), many(expiries, 'end')].join(', ');
}

const many = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;
