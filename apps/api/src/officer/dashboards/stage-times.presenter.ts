import type { DashboardFilter } from '@app/measures';
import { intervalChart } from '../../charts';
import type { ToldStageTime } from '../../dashboards/dashboards.reader';
import { stageWords } from '../words/case-words';
import { listHref } from './asked-dashboard';
import type { Dashboard } from './frame';
import { toldWords } from './told-words';

/** How long cases stayed at each stage. */
export function presentStageTimes(
  times: readonly ToldStageTime[],
  filter: DashboardFilter,
  mayList: boolean,
): Dashboard {
  const told = times.flatMap(({ stage, stays, median, ninetieth }) =>
    typeof stays === 'number' && median !== null && ninetieth !== null
      ? [{ stage, sample: stays, median, ninetieth }]
      : [],
  );
  const hidden = times.filter(({ stays }) => typeof stays !== 'number');
  const longest = [...told].sort((a, b) => b.median - a.median)[0];
  return {
    charts: [
      intervalChart({
        id: 'stage-times',
        title: 'Days at each stage',
        finding: longest
          ? `“${stageWords[longest.stage]}” takes longest: half of the cases were through it in ${days(longest.median)}, nine in ten in ${days(longest.ninetieth)}.`
          : 'No case left a stage in these months. As soon as one moves on, its days count here.',
        note: 'Elapsed days of each stay that ended in these months, weekends included; a case that came back to a stage counts twice. By the same rule as measure M7.',
        of: 'Stage',
        sampled: 'Stays',
        rows: told.map(({ stage, ...days }) => ({ label: stageWords[stage], ...days })),
      }),
    ],
    notes: hidden.map(
      ({ stage, stays }) => `${stageWords[stage]}: ${toldWords(stays)}, too few to be told.`,
    ),
    lists: mayList
      ? [
          {
            text: 'Open cases that take longer than nine in ten',
            href: listHref(filter, { slow: true }),
          },
        ]
      : [],
  };
}

function days(value: number): string {
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded.toLocaleString('en-GB')} ${rounded === 1 ? 'day' : 'days'}`;
}
