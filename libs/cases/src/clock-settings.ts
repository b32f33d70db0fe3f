import { readFileSync } from 'node:fs';
import { type BankHoliday, type ClockSettings, shippedPolicy, workingCalendar } from '@app/domain';
import { projectFile } from '@app/platform';

/** GOV.UK's own format; England and Wales share one list. */
interface BankHolidayFile {
  'england-and-wales': { events: BankHoliday[] };
}

let shipped: { holidays: BankHoliday[]; settings: ClockSettings } | undefined;

/** Read once: the file comes with the program and does not change while it runs. */
function read(): { holidays: BankHoliday[]; settings: ClockSettings } {
  const text = readFileSync(projectFile('data/bank-holidays.json'), 'utf8');
  const { events } = (JSON.parse(text) as BankHolidayFile)['england-and-wales'];
  const holidays = events.map(({ date, title }) => ({ date, title }));
  return { holidays, settings: { policy: shippedPolicy, calendar: workingCalendar(holidays) } };
}

/** The shipped policy and the working calendar of England and Wales: GOV.UK bank holidays. */
export function shippedClockSettings(): ClockSettings {
  shipped ??= read();
  return shipped.settings;
}

/** The bank holidays that come with the program, earliest first. */
export function shippedBankHolidays(): readonly BankHoliday[] {
  shipped ??= read();
  return shipped.holidays;
}
