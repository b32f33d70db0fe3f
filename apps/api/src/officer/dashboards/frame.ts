import { type DashboardFilter, noneGiven } from '@app/measures';
import type { Chart } from '../../charts';
import type { DashboardChoices } from '../../dashboards/dashboards.reader';
import { monthWords } from '../words/month-words';
import { dayWords, exactly } from '../words/when';
import { monthChoices, narrowedWords, type Present, writeDashboardAsk } from './asked-dashboard';
import { type DashboardName, dashboardPages } from './dashboard-pages';
import { withheldNote } from './told-words';

interface Choice {
  value: string;
  text: string;
  selected: boolean;
}

/** A sentence, and the page where it is done. */
export interface ToDo {
  text: string;
  link: string;
  href: string;
}

/** Nothing of the DSPT is known before. */
export const importDsptList: ToDo = {
  text: 'To know how locations stand with the DSPT, bring a list in under',
  link: 'Register files',
  href: '/imports',
};

/** What a dashboard says of its own. */
export interface Dashboard {
  charts: Chart[];
  /** What to do before it can tell anything, and where; null when nothing is. */
  toDo?: ToDo | null;
  /** What to read its numbers by; each a sentence. */
  notes: string[];
  /** The lists behind it, besides those behind its bars. */
  lists: { text: string; href: string | null }[];
}

export interface DashboardPage {
  section: 'dashboards';
  practice: boolean;
  title: string;
  /** "October 2025 to September 2026, in Lincolnshire"; without months where those mean nothing. */
  of: string;
  others: { text: string; href: string | null }[];
  form: {
    action: string;
    authorities: Choice[];
    icbs: Choice[];
    careHomes: Choice[];
    officers: Choice[] | null;
    /** Null where months mean nothing: what was chosen stays in the address for the others. */
    from: Choice[] | null;
    to: Choice[] | null;
    hidden: { name: string; value: string }[];
    /** Null while nothing is narrowed. */
    clearHref: string | null;
  };
  charts: Chart[];
  toDo: ToDo | null;
  notes: string[];
  lists: { text: string; href: string }[];
}

export interface FrameOf {
  name: DashboardName | null;
  filter: DashboardFilter;
  choices: DashboardChoices;
  now: Present;
  practice: boolean;
  /** Cases with facts that are not counted yet. */
  behind: number;
}

/** A dashboard with what stands around each of them. */
export function framed(
  { name, filter, choices, now, practice, behind }: FrameOf,
  { charts, toDo = null, notes, lists }: Dashboard,
): DashboardPage {
  const { today } = now;
  const query = writeDashboardAsk(filter, now);
  const officer = choices.officers?.find(({ id }) => id === filter.officerId)?.name ?? null;
  const action = name === null ? '/dashboards' : `/dashboards/${name}`;
  const narrowed = narrowedWords(filter, officer);
  const page = dashboardPages.find((one) => one.name === name);
  const hasMonths = page?.hasMonths ?? true;
  const kept = ['from', 'to'].flatMap((month) => {
    const value = new URLSearchParams(query).get(month);
    return value === null || hasMonths ? [] : [{ name: month, value }];
  });
  return {
    section: 'dashboards',
    practice,
    title: page?.title ?? 'Dashboards',
    of: [
      hasMonths
        ? `${monthWords(filter.from)} to ${monthWords(filter.to)}`
        : `On ${dayWords(today)}`,
      narrowed,
    ]
      .filter(Boolean)
      .join(', '),
    others: [
      { text: 'All', href: name === null ? null : `/dashboards${query}` },
      ...dashboardPages.map((one) => ({
        text: one.title,
        href: one.name === name ? null : `/dashboards/${one.name}${query}`,
      })),
    ],
    form: {
      action,
      authorities: places('All authorities', choices.authorities, filter.authority),
      icbs: places('All ICBs', choices.icbs, filter.icb),
      careHomes: [
        choice('', 'All services', filter.careHome === undefined),
        choice('yes', 'Care homes', filter.careHome === true),
        choice('no', 'Not care homes', filter.careHome === false),
      ],
      officers: choices.officers && [
        choice('', 'All officers', filter.officerId === undefined),
        ...choices.officers.map((one) => choice(one.id, one.name, one.id === filter.officerId)),
      ],
      from: hasMonths ? months(today, filter, filter.from) : null,
      to: hasMonths ? months(today, filter, filter.to) : null,
      hidden: kept,
      clearHref: query === '' ? null : action,
    },
    charts,
    toDo,
    notes: [
      ...notes,
      ...(charts.some(isWithheld) ? [withheldNote] : []),
      ...(behind > 0
        ? [
            `What happened to ${exactly(behind, 'case')} is still being counted: look again in a minute.`,
          ]
        : []),
    ],
    lists: lists.filter((list): list is { text: string; href: string } => list.href !== null),
  };
}

/** Whether a number of its table is not told. */
const isWithheld = ({ table }: Chart): boolean =>
  table.rows.some(({ cells }) =>
    cells.some((cell) => cell.includes('fewer than') || cell.includes('not shown')),
  );

const choice = (value: string, text: string, selected: boolean): Choice => ({
  value,
  text,
  selected,
});

const places = (all: string, names: readonly string[], asked: string | undefined): Choice[] => [
  choice('', all, asked === undefined),
  ...names.map((name) => choice(name, name, name === asked)),
  choice(noneGiven, 'Not in the register', asked === noneGiven),
];

const months = (today: string, filter: DashboardFilter, asked: string): Choice[] =>
  monthChoices(today, filter).map((month) => choice(month, monthWords(month), month === asked));
