import { fittingKind, type TimelineFact } from '@app/cases';
import { londonDay } from '@app/domain';
import { letterKind } from '@app/letters';
import { preparedFrom } from '../write/write.presenter';
import { callScript } from '../words/call-scripts';
import { unbroken } from '../words/unbroken';
import { momentFromNow } from '../words/when';
import { withinSentence } from '../words/within-sentence';
import type { CaseView } from './case-view';
import { type NextStep, presentNext } from './follow-ups.presenter';
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
import {
  type FactGroup,
  type LikelyFact,
  presentEveryFact,
  presentLikelyFacts,
} from './likely-facts.presenter';
import { type NotesPanel, presentNotes } from './notes.presenter';
import { presentStages, type StageMark } from './stage-line.presenter';
import {
  type CameIn,
  nothingCameIn,
  presentStory,
  type Story,
  type StoryAsked,
  storyAsked,
} from './story.presenter';
import { placeFacts, presentEntry } from './timeline.presenter';
import { alreadyGone, presentUndo, type UndoOffer } from './undo.presenter';

export interface CasePage {
  section: 'cases';
  practice: boolean;
  id: string;
  home: string;
  /** Town, postcode and location ID. */
  whereabouts: string;
  siteHref: string;
  open: boolean;
  /** Whether its clocks for answers stand still. */
  paused: boolean;
  notice: string | null;
  /** Takes back what the notice tells of; null when that cannot be. */
  undo: UndoOffer | null;
  /** Letters that have gone because of it, which stay gone. */
  gone: string[];
  /** Sent along with its forms: what others recorded since is not overlooked. */
  version: number;
  /** From prospect to live: done, now, to come. */
  stages: StageMark[];
  likely: LikelyFact[];
  everyFact: FactGroup[];
  notes: NotesPanel;
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
  /** Where the proof of every date stands, those behind us too; null while there is none. */
  datesHref: string | null;
  story: Story;
}

/** What of a case is asked for besides, and what came in from outside. */
export interface CaseAsked {
  came: CameIn;
  story: StoryAsked;
  /** Words to look for in the notes. */
  sought: string;
}

const nothingAsked: CaseAsked = { came: nothingCameIn, story: storyAsked({}), sought: '' };

/** More than these would push what happened off the page; the rest is one press away. */
const stepsShown = 6;

/** Turns what was read of a case into what the page says. */
export function presentCase(
  view: CaseView,
  recordedSeq: number | null,
  asked: CaseAsked = nothingAsked,
): CasePage {
  const { case: row, site, state } = view;
  const recorded = view.facts.find(({ seq }) => seq === recordedSeq) ?? null;
  const steps = presentNext(view.followUps, view.now);
  const readers = presentReaders(view);
  const silent = readers.filter((one) => one.silent).length;
  return {
    section: 'cases',
    practice: row.practice,
    id: row.id,
    home: site.name,
    whereabouts: [site.town, unbroken(site.postcode), `CQC location ID ${site.locationId}`]
      .filter(Boolean)
      .join(' · '),
    siteHref: `/sites/${encodeURIComponent(site.locationId)}`,
    open: row.open,
    paused: state.pauses.some(({ to }) => to === null),
    notice: recorded && noticeOf(view, recorded),
    undo: recorded && presentUndo(view, recorded),
    gone: recorded ? alreadyGone(view, recorded.details.fact ?? recorded.id) : [],
    version: row.version,
    stages: presentStages(view.facts, state, londonDay(view.now)),
    likely: presentLikelyFacts(view),
    everyFact: presentEveryFact(view),
    notes: presentNotes(view, asked.sought),
    reopened: presentReopened(view),
    damaged: view.damaged,
    toDo: presentToDo(view),
    summary: standingLines(view).filter(({ key }) => key !== 'Stage' || !row.open),
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
    datesHref: view.followUps.length > 0 ? `/cases/${row.id}/dates` : null,
    story: presentStory(view, asked.came, asked.story),
  };
}

/** What the form just sent did, told from the case itself, so that reloading stays true. */
function noticeOf(view: CaseView, fact: TimelineFact): string | null {
  const placed = placeFacts(view).find((one) => one.fact === fact);
  if (!placed) return null;
  const entry = presentEntry(placed, view);
  const what = `${entry.title}${entry.detail ? `, ${entry.detail}` : ''}`;
  return `${fact.type === 'retracted' ? '' : 'Recorded: '}${what}. What happens next has been worked out again.`;
}

function writeText(view: CaseView): string {
  const fitting = fittingKind(preparedFrom(view));
  return fitting
    ? `Write to them: ${withinSentence(letterKind(fitting).name)}, or something else`
    : 'Write to them';
}

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
