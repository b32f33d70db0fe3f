import { readFileSync } from 'node:fs';
import { type BankHoliday, type ClockSettings, shippedPolicy, workingCalendar } from '@app/domain';
import { projectFile } from '@app/platform';

/** The parts of the United Kingdom; England and Wales share one list. */
type Division = 'england-and-wales' | 'scotland' | 'northern-ireland';

/** GOV.UK's own format. */
type BankHolidayFile = Record<Division, { events: BankHoliday[] }>;

interface Shipped {
  days: Record<Division, BankHoliday[]>;
  settings: ClockSettings;
}

let shipped: Shipped | undefined;

/** Read once: the file comes with the program and does not change while it runs. */
function read(): Shipped {
  const text = readFileSync(projectFile('data/bank-holidays.json'), 'utf8');
  const file = JSON.parse(text) as BankHolidayFile;
  const daysOf = (division: Division) =>
    file[division].events.map(({ date, title }) => ({ date, title }));
  const days = {
    'england-and-wales': daysOf('england-and-wales'),
    scotland: daysOf('scotland'),
    'northern-ireland': daysOf('northern-ireland'),
  };
  const calendar = workingCalendar(days['england-and-wales']);
  return { days, settings: { policy: shippedPolicy, calendar } };
}

/** The shipped policy and the working calendar of England and Wales: GOV.UK bank holidays. */
export function shippedClockSettings(): ClockSettings {
  shipped ??= read();
  return shipped.settings;
}

/** The bank holidays that come with the program, earliest first. */
export function shippedBankHolidays(): readonly BankHoliday[] {
  return shippedHolidaysOf('england-and-wales');
}

/** The bank holidays of one part that come with the program, earliest first. */
export function shippedHolidaysOf(division: Division): readonly BankHoliday[] {
  shipped ??= read();
  return shipped.days[division];
}
