import { type PasscodeEvent, passcodeEvents } from '@app/domain';
import type { DashboardFilter } from '@app/measures';
import { columnPanels } from '../../charts';
import type { ToldPasscodeMonth, ToldReplyMonth } from '../../dashboards/dashboards.reader';
import { monthWords, shortMonth } from '../words/month-words';
import { listHref } from './asked-dashboard';
import type { Dashboard } from './frame';
import { drawn, shareWords, toldWords } from './told-words';

const eventWords: Readonly<Record<PasscodeEvent, string>> = {
  requested: 'Requested',
  received: 'Received',
  used: 'Used',
  expired: 'Expired',
  superseded: 'Superseded',
};

const momentsOf = (months: readonly { month: string }[]) =>
  months.map(({ month }) => ({ short: shortMonth(month), label: monthWords(month) }));

/** Where the numbers of a past month come from. */
function keptNote(months: readonly { isKept: boolean }[]): string {
  const past = months.slice(0, -1);
  if (past.length > 0 && past.every(({ isKept }) => isKept))
    return 'Past months as they were kept when they ended; the last month so far.';
  return past.some(({ isKept }) => isKept)
    ? 'Months that were kept when they ended are shown as they were; the others, and the last so far, as they are known today.'
    : 'As it is known today: facts recorded late count in the month they happened. The figures kept at the end of each month are under Measures.';
}

/** What became of passcodes, each in the month it happened. */
export function presentPasscodes(
  months: readonly ToldPasscodeMonth[],
  filter: DashboardFilter,
  mayList: boolean,
): Dashboard {
  const total = (event: PasscodeEvent): number =>
    months.reduce(
      (sum, { counts }) => sum + drawn(counts[event].post) + drawn(counts[event].email),
      0,
    );
  const all = passcodeEvents.map((event) => `${total(event)} ${event}`);
  const isSome = passcodeEvents.some((event) => total(event) > 0);
  return {
    charts: [
      columnPanels({
        id: 'passcodes',
        title: 'What became of passcodes',
        finding: isSome
          ? `In these months: ${all.slice(0, -1).join(', ')} and ${all.at(-1)}.`
          : 'No passcode was requested in these months. Record a request on the page of a case, or choose other months.',
        note: `Each counts in the month it happened; superseded: another was requested while it was still good. ${keptNote(months)}`,
        of: 'Month',
        moments: momentsOf(months),
        series: ['by post', 'by email'],
        panels: passcodeEvents.map((event) => ({
          name: eventWords[event],
          values: [
            months.map(({ counts }) => drawn(counts[event].post)),
            months.map(({ counts }) => drawn(counts[event].email)),
          ],
          ...(isTold(months) ? {} : { cells: months.map(({ counts }) => inWords(counts[event])) }),
        })),
      }),
    ],
    notes: [],
    lists: mayList
      ? [
          {
            text: 'Letters that should have arrived and have not',
            href: listHref(filter, { stalled: 'otp-not-arrived' }, '/stalled'),
          },
          {
            text: 'Passcodes that have expired',
            href: listHref(filter, { stalled: 'otp-expired' }, '/stalled'),
          },
        ]
      : [],
  };
}

type Counts = ToldPasscodeMonth['counts'][PasscodeEvent];

const isTold = (months: readonly ToldPasscodeMonth[]): boolean =>
  months.every(({ counts }) =>
    Object.values(counts).every((of) =>
      Object.values(of).every((count) => typeof count === 'number'),
    ),
  );

const inWords = ({ post, email }: Counts): string =>
  `${toldWords(post)} by post, ${toldWords(email)} by email`;

/** Whether NHSmail kept its promise, by the month in which that was settled. */
export function presentReplies(
  months: readonly ToldReplyMonth[],
  filter: DashboardFilter,
  mayList: boolean,
): Dashboard {
  const sum = (figure: 'within' | 'late'): number =>
    months.reduce((total, month) => total + drawn(month[figure]), 0);
  const [within, late] = [sum('within'), sum('late')];
  return {
    charts: [
      columnPanels({
        id: 'replies',
        title: 'Replies of NHSmail',
        finding:
          within + late === 0
            ? 'No application was answered, or went past its 48 hours, in these months.'
            : `NHSmail replied within 48 hours to ${shareWords(within, within + late)} of the applications; ${late.toLocaleString('en-GB')} went past them.`,
        note: `Hours elapse at weekends too. An application counts in the month its reply came, or its 48 hours ended without one; a reply after that leaves it late. ${keptNote(months)}`,
        of: 'Month',
        moments: momentsOf(months),
        series: ['Within 48 hours', 'Late'],
        panels: [
          {
            name: '',
            values: [
              months.map((month) => drawn(month.within)),
              months.map((month) => drawn(month.late)),
            ],
          },
        ],
        cells: months.map((month) => [toldWords(month.within), toldWords(month.late)]),
      }),
    ],
    notes: [],
    lists: mayList
      ? [
          { text: 'Applications that are late now', href: listHref(filter, { breached: true }) },
          { text: 'Submitted and waiting', href: listHref(filter, { stage: 'submitted' }) },
        ]
      : [],
  };
}
