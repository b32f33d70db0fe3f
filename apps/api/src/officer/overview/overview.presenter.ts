import { type AuthorityCount, smallestTold, type ToldCount } from '@app/measures';
import type { AreaOverview } from '../../overview/overview.reader';
import { countedLevelWords } from '../dspt/dspt-words';
import { stageWords, waitingWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital, dayWords, exactly, momentWords } from '../words/when';

export interface OverviewPage {
  section: 'overview';
  practice: boolean;
  asOf: string;
  summary: string;
  /** Tables of one count each, those without a row left out. */
  tables: { id: string; title: string; of: string; rows: { name: string; count: string }[] }[];
  authorities: { name: string; open: string; stalled: string }[];
  /** Why some counts are not told; null when all are. */
  withheld: string | null;
}

export function presentOverview(overview: AreaOverview): OverviewPage {
  const { dspt } = overview;
  const tables = [
    {
      id: 'stages',
      title: 'How far they are',
      of: 'Stage',
      rows: overview.stages.map(({ stage, cases }) => row(stageWords[stage], cases)),
    },
    {
      id: 'waiting',
      title: 'Who has to act next',
      of: 'Waits for',
      rows: overview.waitingOn
        .filter(({ cases }) => cases > 0)
        .map(({ on, cases }) => row(waitingWords[on], cases)),
    },
    {
      id: 'stalled',
      title: 'Why some are not moving',
      of: 'Reason',
      rows: overview.stalls.map(({ code, cases }) => row(capital(stallInWords(code)), cases)),
    },
    {
      id: 'dspt',
      title: dspt.listDay
        ? `DSPT of the ${exactly(dspt.sites, 'site')} the association helps, on ${dayWords(dspt.listDay)}`
        : 'DSPT',
      of: 'Level',
      rows: dspt.levels.map(({ level, sites }) => row(countedLevelWords[level], sites)),
    },
  ];
  const counts = overview.authorities.flatMap(({ open, stalled }) => [open, stalled]);
  return {
    section: 'overview',
    practice: overview.practice,
    asOf: momentWords(overview.asOf),
    summary: `${exactly(overview.open, 'open case')}, ${number(overview.stalled)} of them not moving`,
    tables: tables.filter(({ rows }) => rows.length > 0),
    authorities: overview.authorities.map(presentAuthority),
    withheld: counts.some((count) => typeof count === 'string')
      ? `A count below ${smallestTold} is not shown, as it could tell of a single home; nor is one by which the total would tell it.`
      : null,
  };
}

const presentAuthority = ({ localAuthority, open, stalled }: AuthorityCount) => ({
  name: localAuthority ?? 'Not in the register',
  open: told(open),
  stalled: told(stalled),
});

const told = (count: ToldCount): string => {
  if (count === 'withheld') return 'not shown';
  return count === 'fewer-than-5' ? `fewer than ${smallestTold}` : number(count);
};

const row = (name: string, count: number): { name: string; count: string } => ({
  name,
  count: number(count),
});

const number = (count: number): string => count.toLocaleString('en-GB');
