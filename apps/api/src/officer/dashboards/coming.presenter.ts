import { shortMonthName } from '@app/domain';
import { type DashboardFilter, isNarrow } from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import { columnPanels } from '../../charts';
import type { ToldDay } from '../../dashboards/dashboards.reader';
import { dayWords, exactly } from '../words/when';
import type { Dashboard } from './frame';
import { drawn, toldWords } from './told-words';

/** What is planned for the coming days. The list behind a day is the forecast's. */
export function presentComing(
  days: readonly ToldDay[],
  filter: DashboardFilter,
  mayList: boolean,
): Dashboard {
  const sum = (figure: 'reminders' | 'tasks'): number =>
    days.reduce((total, day) => total + drawn(day[figure]), 0);
  const [reminders, tasks] = [sum('reminders'), sum('tasks')];
  const busiest = [...days].sort((a, b) => drawn(b.tasks) - drawn(a.tasks))[0];
  const peak =
    busiest && drawn(busiest.tasks) > 0
      ? ` Most calls and checks fall on ${dayWords(busiest.day)}: ${toldWords(busiest.tasks)}.`
      : '';
  // The forecast shows the whole of what one may see: beside narrower counts it would mislead.
  const hasList = mayList && !isNarrow(filter);
  return {
    charts: [
      columnPanels({
        id: 'coming',
        title: 'Planned day by day',
        finding:
          reminders + tasks === 0
            ? 'Nothing is planned: no open case waits for a date within 30 days.'
            : `${exactly(reminders, 'reminder')} and ${exactly(tasks, 'call or check', 'calls and checks')} are planned, if nothing is recorded before.${peak}`,
        note: 'What stands planned now. Reminders to one address on one day go as one letter, and what they bring with them is not counted yet: the forecast shows both.',
        of: 'Day',
        moments: days.map(({ day }) => ({
          short: shortDay(day),
          label: dayWords(day),
          href: hasList ? `/forecast?day=${day}` : null,
        })),
        series: ['Reminders', 'Calls and checks'],
        panels: [
          {
            name: '',
            values: [days.map((day) => drawn(day.reminders)), days.map((day) => drawn(day.tasks))],
          },
        ],
        cells: days.map((day) => [toldWords(day.reminders), toldWords(day.tasks)]),
        skipsEmpty: true,
      }),
    ],
    notes: [],
    lists: mayList ? [{ text: 'The forecast, letter by letter', href: '/forecast' }] : [],
  };
}

/** "24 Nov" */
function shortDay(day: string): string {
  const date = Temporal.PlainDate.from(day);
  return `${date.day} ${shortMonthName(date.month)}`;
}
