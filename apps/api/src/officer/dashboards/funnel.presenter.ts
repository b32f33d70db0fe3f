import type { DashboardFilter } from '@app/measures';
import { barChart } from '../../charts';
import type { ToldFunnel } from '../../dashboards/dashboards.reader';
import { stageWords } from '../words/case-words';
import { monthWords } from '../words/month-words';
import { exactly } from '../words/when';
import { listHref } from './asked-dashboard';
import type { Dashboard } from './frame';
import { drawn, share, shareWords, toldWords } from './told-words';

/** How far the cases of some months came, and where all that are open stand. */
export function presentFunnel(
  { opened, aftercare, steps }: ToldFunnel,
  filter: DashboardFilter,
  mayList: boolean,
): Dashboard {
  const months = `${monthWords(filter.from)} to ${monthWords(filter.to)}`;
  const reached = (stage: string) => steps.find((step) => step.stage === stage)?.reached ?? 0;
  const standing = [
    ...steps.map(({ stage, now }) => ({ stage, now })),
    { stage: 'aftercare' as const, now: aftercare },
  ];
  const open = standing.reduce((sum, { now }) => sum + drawn(now), 0);
  const fullest = [...standing].sort((a, b) => drawn(b.now) - drawn(a.now))[0];
  return {
    charts: [
      barChart({
        id: 'reached',
        title: 'How far they came',
        finding:
          opened === 0
            ? `No case was opened in these months, ${months}. Open one from the page of a site, or choose other months.`
            : `Of ${typeof opened === 'number' ? exactly(opened, 'case') : toldWords(opened)} opened in these months, ${shareWords(reached('submitted'), opened)} were submitted to NHSmail and ${shareWords(reached('live'), opened)} have been live.`,
        note: 'A case counts at each stage up to the furthest it came to, also when it has been closed since.',
        of: 'Stage',
        measure: 'Cases that came so far',
        rows: steps.map((step) => {
          const percent = share(step.reached, opened);
          return {
            label: stageWords[step.stage],
            value: drawn(step.reached),
            shown: `${toldWords(step.reached)}${percent === null ? '' : ` (${percent}%)`}`,
          };
        }),
      }),
      barChart({
        id: 'standing',
        title: 'Where open cases stand now',
        finding:
          open === 0 || !fullest
            ? 'No case is open.'
            : `Most stand at “${stageWords[fullest.stage]}”: ${shareWords(fullest.now, open)} of the open cases, whenever they were opened.`,
        of: 'Stage',
        measure: 'Open cases',
        rows: standing.map(({ stage, now }) => ({
          label: stageWords[stage],
          value: drawn(now),
          shown: toldWords(now),
          href: mayList ? listHref(filter, { stage }) : null,
        })),
      }),
    ],
    notes: [],
    lists: mayList
      ? [
          { text: 'All open cases', href: listHref(filter, {}) },
          { text: 'Those that do not move', href: listHref(filter, {}, '/stalled') },
        ]
      : [],
  };
}
