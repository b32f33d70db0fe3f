import { fittingKind } from '@app/cases';
import { letterKind } from '@app/letters';
import { preparedFrom } from '../write/write.presenter';
import { callScript } from '../words/call-scripts';
import { unbroken } from '../words/unbroken';
import { momentFromNow } from '../words/when';
import type { CaseView } from './case-view';
import { type NextStep, type PastStep, presentNext, presentPast } from './follow-ups.presenter';
import {
  presentReadiness,
  presentStalls,
  type ReadinessCard,
  type StallCard,
} from './in-the-way.presenter';
import { knownLines } from './known.presenter';
import { type PersonCard, presentPeople } from './people.presenter';
import { presentReaders, type ReaderCard } from './readers.presenter';
import { presentReopened, type ReopenedCard } from './reopened.presenter';
import { standingLines } from './standing.presenter';
import type { SummaryLine } from './summary-line';
import { presentTimeline, type TimelineEntry } from './timeline.presenter';

export interface CasePage {
  section: 'sites';
  practice: boolean;
  id: string;
  home: string;
  place: string;
  siteHref: string;
  open: boolean;
  /** Whether its clocks for answers stand still. */
  paused: boolean;
  notice: string | null;
  /** What cannot be read any more, in words. */
  damaged: readonly string[];
  reopened: ReopenedCard | null;
  toDo: { title: string; about: string; guidance: string; since: string; href: string }[];
  /** Where it stands: stage, who acts, by when and why. */
  summary: SummaryLine[];
  stalls: StallCard[];
  readiness: ReadinessCard | null;
  people: PersonCard[];
  /** Who is written to, and who is not. */
  readers: ReaderCard[];
  /** Above the list of them, which is open where somebody gets none. */
  readersText: string;
  readersOpen: boolean;
  /** What the link to writing says: the prepared letter that fits, if one does. */
  writeText: string;
  /** What is known of site and application. */
  known: SummaryLine[];
  /** The steps soonest to come, and those after them. */
  next: NextStep[];
  later: NextStep[];
  past: PastStep[];
  timeline: TimelineEntry[];
}

/** More than these would push what happened off the page; the rest is one press away. */
const stepsShown = 6;

/** Turns what was read of a case into what the page says. */
export function presentCase(view: CaseView, recordedSeq: number | null): CasePage {
  const { case: row, site, state } = view;
  const timeline = presentTimeline(view);
  const steps = presentNext(view.followUps, view.now);
  const readers = presentReaders(view);
  const silent = readers.filter((one) => one.silent).length;
  return {
    section: 'sites',
    practice: row.practice,
    id: row.id,
    home: site.name,
    place: [site.town, unbroken(site.postcode), `CQC location ID ${site.locationId}`]
      .filter(Boolean)
      .join(' · '),
    siteHref: `/sites/${encodeURIComponent(site.locationId)}`,
    open: row.open,
    paused: state.pauses.some(({ to }) => to === null),
    notice: notice(view, timeline, recordedSeq),
    reopened: presentReopened(view),
    damaged: view.damaged,
    toDo: presentToDo(view),
    summary: standingLines(view),
    stalls: presentStalls(view),
    readiness: presentReadiness(view),
    people: presentPeople(view),
    readers,
    readersText: silent
      ? `Who gets letters (${silent} of ${readers.length} get none)`
      : `Who gets letters (${readers.length})`,
    readersOpen: silent > 0,
    writeText: writeText(view),
    known: knownLines(view),
    next: steps.slice(0, stepsShown),
    later: steps.slice(stepsShown),
    past: presentPast(view.followUps, view.letters),
    timeline,
  };
}

/** What the form just sent did, told from the case itself, so that reloading stays true. */
function notice(view: CaseView, timeline: TimelineEntry[], seq: number | null): string | null {
  const fact = seq === null ? undefined : view.facts.find((f) => f.seq === seq);
  const entry = fact && timeline.find((e) => e.id === fact.id);
  if (!entry) return null;
  return `Recorded: ${entry.title}${entry.detail ? `, ${entry.detail}` : ''}. What happens next has been worked out again.`;
}

function writeText(view: CaseView): string {
  const fitting = fittingKind(preparedFrom(view));
  return fitting
    ? `Write to them: ${lower(letterKind(fitting).name)}, or something else`
    : 'Write to them';
}

const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function presentToDo({ tasks, followUps, now }: CaseView): CasePage['toDo'] {
  return tasks
    .filter((task) => task.status === 'open')
    .map((task) => ({
      ...callScript(task.kind),
      about: followUps.find(({ id }) => id === task.followUpId)?.person ?? '',
      since: momentFromNow(task.dueAt, now),
      href: `/tasks/${task.id}`,
    }));
}
