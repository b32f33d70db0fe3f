import { isFactType } from '@app/domain';
import type { TimelineFact } from '@app/cases';
import { rungTitle } from '../words/rung-words';
import { dayWords, momentWords, wallTime } from '../words/when';
import { actorInWords, type CaseView } from './case-view';
import { letterFate } from '../words/letter-status-words';
import { whyKeptBack } from '../words/suppression-words';
import { momentEnding } from './follow-ups.presenter';
import { personInWords } from './people-of-case';
import { rulesSetAside } from './set-aside';
import { factInWords } from '../words/fact-words';
import { Temporal } from 'temporal-polyfill';

/** What the timeline may be narrowed to. */
export type TimelineKind = 'facts' | 'letters' | 'mail' | 'notes';

export interface TimelineEntry {
  id: string;
  kind: TimelineKind;
  /** The Europe/London day it stands under, `YYYY-MM-DD`. */
  day: string;
  title: string;
  /** Fields of the fact in words; empty when it has none. */
  detail: string;
  /** A note somebody wrote, shown with its line breaks. */
  text: string | null;
  /** When it happened. */
  when: string;
  /** Who recorded it and when; null for what was not recorded but written, or came in. */
  recorded: string | null;
  /** Why a block was set aside, or why a fact was taken back. */
  reason: string | null;
  /** Who took it back and when; null while it stands. */
  takenBack: string | null;
  /** Where to take it back; null when that cannot be. */
  takeBackHref: string | null;
  /** The letter or message itself. */
  letterHref: string | null;
  /** What its link says when it is no letter of ours. */
  readText: string | null;
}

/** A fact where it stands in the timeline, before it is put into words. */
export interface PlacedFact {
  fact: TimelineFact;
  kind: TimelineKind;
  /** Europe/London, `YYYY-MM-DD`. */
  day: string;
}

/**
 * Everything that happened to a case, the newest day first, letters and tasks in their place. Within
 * a day what was recorded last comes first.
 */
export function placeFacts(view: CaseView): PlacedFact[] {
  return view.facts
    .map((fact) => ({ fact, kind: kindOf(fact, view), day: dayInTime(fact) }))
    .sort((a, b) => (a.day === b.day ? b.fact.seq - a.fact.seq : a.day < b.day ? 1 : -1));
}

/** The same in words. */
export function presentTimeline(view: CaseView): TimelineEntry[] {
  return placeFacts(view).map((placed) => presentEntry(placed, view));
}

export function presentEntry({ fact, kind, day }: PlacedFact, view: CaseView): TimelineEntry {
  return {
    id: fact.id,
    kind,
    day,
    ...describe(fact, view),
    when: happened(fact),
    recorded: recorded(fact, view),
    reason: reasonOf(fact, view),
    takenBack: takenBack(fact, view),
    takeBackHref: takeBackHref(fact, view),
    readText: null,
  };
}

/** As `dayOf`, asking the calendar once for each moment there is. */
const dayInTime = ({ on, at }: TimelineFact): string => on ?? wallTime(at ?? '').day.toString();

function kindOf(fact: TimelineFact, view: CaseView): TimelineKind {
  if (fact.type === 'note-added') return 'notes';
  return !isFactType(fact.type) && followUpOf(fact, view)?.act === 'letter' ? 'letters' : 'facts';
}

const followUpOf = ({ details }: TimelineFact, { followUps }: CaseView) =>
  followUps.find(
    ({ clock, rung, anchorFact }) =>
      clock === details.clock && rung === details.rung && anchorFact === details.anchorFact,
  );

/** A rule that was set aside stays visible with the reason; any other reason is just told. */
function reasonOf(fact: TimelineFact, { facts, policy }: CaseView): string | null {
  if (fact.override === null) return null;
  const rules = rulesSetAside(facts, fact, policy);
  return rules.length > 0
    ? `Set aside: ${rules.join(' ')} Because: ${fact.override}`
    : `Why: ${fact.override}`;
}

type Described = Pick<TimelineEntry, 'title' | 'detail' | 'text' | 'letterHref'>;

const byId = (id: string | null | undefined, { facts }: CaseView): TimelineFact | undefined =>
  facts.find((fact) => fact.id === id);

function describe(fact: TimelineFact, view: CaseView): Described {
  const { details } = fact;
  if (!isFactType(fact.type)) return describeFired(fact, view);
  const plain = { ...factInWords(fact), text: null, letterHref: null };
  switch (fact.type) {
    case 'note-added':
      return { ...plain, text: details.text ?? null };
    case 'handed-over':
      return {
        ...plain,
        title: `Handed over to ${view.officers.get(details.officer ?? '') ?? 'another officer'}`,
      };
    case 'retracted': {
      const target = byId(details.fact, view);
      const { title, detail } = target ? factInWords(target) : { title: 'a fact', detail: '' };
      return { ...plain, title: `Taken back: ${title}`, detail };
    }
    default:
      return plain;
  }
}

/** What Caseload itself did: a letter, a task or a moment noted, with what became of it. */
function describeFired(fact: TimelineFact, view: CaseView): Described {
  const { clock, rung } = fact.details;
  const followUp = followUpOf(fact, view);
  if (!followUp) return { title: `${clock} ${rung}`, detail: '', text: null, letterHref: null };
  const letter = view.letters.find((l) => l.id === followUp.letterId);
  const task = view.tasks.find((t) => t.followUpId === followUp.id);
  const detail = letter
    ? letterFate(letter.status, letter.reply)
    : task
      ? taskInWords(task, view)
      : followUp.outcome === 'suppressed'
        ? `kept back: ${whyKeptBack(followUp.reason)}`
        : '';
  return {
    title: rungTitle(followUp),
    detail: [followUp.person && personInWords(followUp.person), detail].filter(Boolean).join(': '),
    text: null,
    letterHref: letter ? `/mail-tray/${letter.id}` : null,
  };
}

function taskInWords(task: CaseView['tasks'][number], view: CaseView): string {
  if (task.status === 'open') return 'to do';
  const when = task.settledAt ? `, ${momentWords(task.settledAt)}` : '';
  return task.status === 'done'
    ? `done by ${actorInWords(task.settledBy ?? '', view.officers)}${when}${task.reason ? `: ${task.reason}` : ''}`
    : `not needed any more${when}`;
}

function happened(fact: TimelineFact): string {
  return fact.on === null ? momentEnding(Temporal.Instant.from(fact.at ?? '')) : dayWords(fact.on);
}

function recorded(fact: TimelineFact, view: CaseView): string {
  const by = readerOf(fact, view) ?? actorInWords(fact.recordedBy, view.officers);
  // Recorded as it happened, as all that the machine does: the moment stands there once already.
  const at = momentWords(fact.recordedAt);
  return at === happened(fact) ? by : `${by}, ${at}`;
}

/** Who answered on the page behind a letter is known by that letter. */
function readerOf({ recordedBy }: TimelineFact, { letters }: CaseView): string | null {
  const letter = letters.find(({ id }) => recordedBy === `provider:${id}`);
  return letter?.day
    ? `a reader, who answered on the page of the letter of ${dayWords(letter.day)}`
    : null;
}

function takenBack(fact: TimelineFact, view: CaseView): string | null {
  const { officers } = view;
  const retraction = fact.retractedBy && byId(fact.retractedBy, view);
  return retraction
    ? `Taken back by ${actorInWords(retraction.recordedBy, officers)}, ${momentWords(retraction.recordedAt)}`
    : null;
}

function takeBackHref(fact: TimelineFact, view: CaseView): string | null {
  const fixed = fact.type === 'case-opened' || !isFactType(fact.type);
  return fixed || fact.retractedBy || !view.case.open || view.asOf !== null
    ? null
    : `/cases/${view.case.id}/record/retracted?fact=${fact.id}`;
}
