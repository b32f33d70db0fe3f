import {
  factTypes,
  type Finish,
  isFactType,
  londonDay,
  nextBestAct,
  type StallCode,
  stallReason,
  type Unblocker,
  type Unblocking,
} from '@app/domain';
import {
  type CaseAsk,
  casesHref,
  type ListChoices,
  type Page,
  type SavedView,
  type SlowPart,
  type StalledCase,
  type StalledSummary,
  writeCaseAsk,
} from '@app/measures';
import { Temporal } from 'temporal-polyfill';
import {
  type AskNames,
  filterChoices,
  narrowingsOf,
  onlyByLink,
  partyWords,
} from '../cases/ask-words';
import { stageWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { capital, exactly, many, shortDay } from '../words/when';
import { withinSentence } from '../words/within-sentence';
import { stalledCharts } from './stalled-charts';

/** What was asked for and found. */
export interface StalledFound {
  ask: CaseAsk;
  page: Page<StalledCase>;
  laterPage: boolean;
  summary: StalledSummary;
  slow: readonly SlowPart[];
  unblockings: readonly Unblocking[];
  /** When cases may be live, by their ids; of those of which it is not known nothing. */
  finishes: ReadonlyMap<string, Finish>;
  choices: ListChoices;
  names: AskNames;
  views: readonly SavedView[];
  view: SavedView | null;
  formToken: string;
  notice: string | null;
}

/** Who can move a case on, as a row says it. */
const moverWords: Readonly<Record<Unblocker, string>> = {
  provider: 'The provider can move it',
  'account-holder': 'The people named can move it',
  officer: 'We can move it',
  headquarters: 'Headquarters can move it',
  register: 'CQC and ODS can move it',
  nhsmail: 'NHSmail can move it',
};

/** Turns counts, pace and one page of cases into the Stalled page. */
export function presentStalledPage(found: StalledFound, now: Temporal.Instant) {
  const { ask, page, summary } = found;
  const { view: _, sort: _sort, columns: _columns, ...plain } = ask;
  const today = londonDay(now);
  const reason = ask.stalled && ask.stalled !== 'yes' ? ask.stalled : null;
  const on = narrowingsOf(ask, found.names);
  return {
    section: 'stalled',
    practice: summary.practice || page.items.some((one) => one.practice),
    title: found.view?.name ?? 'Stalled cases',
    count: `${summary.stalled} of ${exactly(summary.open, 'open case')}`,
    isCalm: summary.stalled === 0 && on.length === 0,
    narrowings: on.map(({ words, without }) => ({
      words,
      href: casesHref(without, '/stalled'),
    })),
    clearHref: '/stalled?view=all',
    reason: reason && reasonCard(reason, found.unblockings),
    charts: summary.stalled > 0 && !found.laterPage ? stalledCharts(summary, plain) : [],
    slow: found.laterPage ? [] : found.slow.map((part) => slowRow(part, plain)),
    cases: page.items.map((one) => row(one, found, today)),
    shown: found.laterPage || page.nextCursor ? `${page.items.length} at a time` : '',
    savedViews: found.views
      .filter(({ list }) => list === 'stalled')
      .map(({ id, name, href, mine, officer }) => ({
        text: mine ? name : `${name} (${officer})`,
        href: id === found.view?.id ? null : href,
      })),
    form: {
      q: ask.q ?? '',
      ...filterChoices(ask, found.choices),
      slow: Boolean(ask.slow),
      breached: Boolean(ask.breached),
      mine: Boolean(ask.mine),
      kept: [...writeCaseAsk(plain)]
        .filter(([name]) => (onlyByLink as readonly string[]).includes(name))
        .map(([name, value]) => ({ name, value })),
    },
    keep: {
      query: writeCaseAsk(plain).toString(),
      list: 'stalled',
      name: found.view?.mine ? found.view.name : '',
    },
    listHref: casesHref({ ...plain, stalled: plain.stalled ?? 'yes', sort: 'stalled' }),
    exports: { list: 'stalled', query: writeCaseAsk(plain).toString() },
    formToken: found.formToken,
    notice: found.notice,
    nextHref: page.nextCursor && `${casesHref(plain, '/stalled', page.nextCursor)}#cases`,
    firstHref: found.laterPage ? casesHref(plain, '/stalled') : null,
  };
}

/** What usually unblocks a reason: the rule's own sentence, and what did in cases of ours. */
function reasonCard(code: StallCode, unblockings: readonly Unblocking[]) {
  const { label, unblocks, who } = stallReason(code);
  const learned = unblockings.find((one) => one.code === code);
  return { title: capital(label), unblocks, who: moverWords[who], learned: learnedWords(learned) };
}

/** "In your own cases of the last year 41 such stalls ended: 34 by “Passcode received”. Half were …" */
function learnedWords(learned: Unblocking | undefined): string | null {
  if (!learned) return null;
  const ways = learned.by
    .slice(0, 3)
    .map(({ fact, times }) => `${times} by “${isFactType(fact) ? factTypes[fact].label : fact}”`);
  return `In your own cases of the last year ${learned.sample} such stalls ended: ${ways.join(', ')}. Half were over within ${many(Math.ceil(learned.median), 'day')}.`;
}

function slowRow(part: SlowPart, ask: CaseAsk) {
  const { stage, party, slow, open, slowMedian, limit, median, basis } = part;
  const { stalled: _, since: _since, ...rest } = ask;
  return {
    words: `${partyWords[party]}, at ${withinSentence(stageWords[stage])}`,
    href: casesHref({ ...rest, stage, party, slow: true, sort: 'waiting' }),
    slow: `${slow} of ${open}`,
    now: slowMedian === null ? '' : many(slowMedian, 'day'),
    usual: median === null ? 'not known yet' : many(Math.ceil(median), 'day'),
    limit:
      basis === 'own-cases'
        ? many(Math.ceil(limit), 'day')
        : `${many(Math.ceil(limit), 'day')}, a fixed rule`,
  };
}

function row(one: StalledCase, { finishes }: StalledFound, today: Temporal.PlainDate) {
  const since = londonDay(Temporal.Instant.from(one.stalledAt));
  const days = since.until(today, { largestUnit: 'days' }).days;
  const act = nextBestAct(one.stalls.map(({ code }) => code));
  const finish = finishes.get(one.id);
  return {
    href: `/cases/${one.id}`,
    home: one.home,
    town: one.town,
    about: [stageWords[one.stage], one.officer].join(' · '),
    since:
      days === 0
        ? 'Stalled since today'
        : `Stalled for ${many(days, 'day')}, since ${shortDay(since, today)}`,
    why: capital(one.stalls.map(({ code }) => stallInWords(code)).join('; ')),
    mover: act && moverWords[act.who],
    act: act?.unblocks ?? '',
    finish: finish ? finishWords(finish, today) : null,
  };
}

/** "Goes on as 45 of your own did: live between 3 December and 14 January, eight times in ten." */
function finishWords({ least, most, sample }: Finish, today: Temporal.PlainDate): string {
  const day = (days: number): string => shortDay(today.add({ days: Math.round(days) }), today);
  return `Goes on as ${sample} of your own did: live between ${day(least)} and ${day(most)}, eight times in ten.`;
}
