import { readFileSync } from 'node:fs';
import { type BankHoliday, type ClockSettings, shippedPolicy, workingCalendar } from '@app/domain';
import { projectFile } from '@app/platform';

/** GOV.UK's own format; England and Wales share one list. */
interface BankHolidayFile {
  'england-and-wales': { events: BankHoliday[] };
}

/** The shipped policy and the working calendar of England and Wales: GOV.UK bank holidays. */
export function shippedClockSettings(): ClockSettings {
  const text = readFileSync(projectFile('data/bank-holidays.json'), 'utf8');
  const file = JSON.parse(text) as BankHolidayFile;
  return { policy: shippedPolicy, calendar: workingCalendar(file['england-and-wales'].events) };
}
