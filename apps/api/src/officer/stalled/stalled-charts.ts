import { type CaseAsk, casesHref, noneGiven, type StalledSummary } from '@app/measures';
import { barChart, type Chart } from '../../charts';
import { daysWords } from '../cases/ask-words';
import { stageWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital, exactly } from '../words/when';

/** Rows of a chart; what is rarer is counted together below it. */
const mostBars = 12;

/** The list under the charts: a bar leads to its cases. */
const atTheList = (ask: CaseAsk): string => `${casesHref(ask, '/stalled')}#cases`;

/**
 * The stalled cases from five sides, each bar a link that narrows the page to it. What the page is
 * narrowed by already is left out: it would be one bar.
 */
export function stalledCharts(summary: StalledSummary, ask: CaseAsk): Chart[] {
  const known = new Set([
    ...(ask.stalled && ask.stalled !== 'yes' ? ['by-reason'] : []),
    ...(ask.since ? ['by-age'] : []),
    ...(ask.stage ? ['by-stage'] : []),
    ...(ask.provider ? ['by-provider'] : []),
    ...(ask.authority ? ['by-authority'] : []),
  ]);
  return allCharts(summary, ask).filter(({ id }) => !known.has(id));
}

function allCharts(summary: StalledSummary, ask: CaseAsk): Chart[] {
  const { stalled } = summary;
  const reasons = summary.reasons.map(({ code, cases }) => ({
    label: capital(stallInWords(code)),
    value: cases,
    href: atTheList({ ...ask, stalled: code }),
  }));
  const authorities = summary.authorities.map(({ localAuthority, cases }) => ({
    label: localAuthority ?? 'Not given',
    value: cases,
    href: atTheList({ ...ask, authority: localAuthority ?? noneGiven }),
  }));
  const groups = summary.providers.filter(({ cases }) => cases > 1);
  return [
    barChart({
      id: 'by-reason',
      title: 'By reason',
      finding: `${mostWords(reasons, stalled)} A case may have several reasons.`,
      ...upTo(reasons),
      of: 'Reason',
      measure: 'Cases',
    }),
    barChart({
      id: 'by-age',
      title: 'By how long',
      finding: ageWords(summary),
      of: 'Stalled for',
      measure: 'Cases',
      rows: summary.ages.map(({ cases, ...since }) => ({
        label: capital(daysWords(since)),
        value: cases,
        href: cases > 0 ? atTheList({ ...ask, since }) : null,
      })),
    }),
    barChart({
      id: 'by-stage',
      title: 'By stage',
      finding: 'Where they stand on the way to live.',
      of: 'Stage',
      measure: 'Cases',
      rows: summary.stages.map(({ stage, cases }) => ({
        label: stageWords[stage],
        value: cases,
        href: atTheList({ ...ask, stage }),
      })),
    }),
    barChart({
      id: 'by-provider',
      title: 'By provider',
      finding:
        groups.length > 0
          ? 'Providers with more than one stalled home: one call may move several.'
          : 'No provider has more than one stalled home.',
      of: 'Provider',
      measure: 'Cases',
      rows: groups.slice(0, mostBars).map(({ providerId, name, cases }) => ({
        label: name ?? providerId ?? 'Not given',
        value: cases,
        href: providerId ? atTheList({ ...ask, provider: providerId }) : null,
      })),
    }),
    barChart({
      id: 'by-authority',
      title: 'By local authority',
      finding: mostWords(authorities, stalled),
      ...upTo(authorities),
      of: 'Local authority',
      measure: 'Cases',
    }),
  ];
}

interface Row {
  label: string;
  value: number;
  href: string;
}

/** The first of them; the rest are found by the filters. */
function upTo(rows: readonly Row[]): { rows: readonly Row[]; note: string | null } {
  const rest = rows.length - mostBars;
  return {
    rows: rows.slice(0, mostBars),
    note: rest > 0 ? `${rest} more with fewer cases; choose them under Filters.` : null,
  };
}

/** "Most often Lincolnshire: 17 of 44 cases." */
function mostWords(rows: readonly Row[], all: number): string {
  const [first] = rows;
  return first
    ? `Most often ${first.label}: ${first.value.toLocaleString('en-GB')} of ${exactly(all, 'case')}.`
    : 'None.';
}

function ageWords({ ages, stalled }: StalledSummary): string {
  const old = ages.filter(({ least }) => least >= 30).reduce((sum, { cases }) => sum + cases, 0);
  return `${old.toLocaleString('en-GB')} of ${exactly(stalled, 'case')} ${old === 1 ? 'has' : 'have'} not moved for 30 days or more.`;
}
