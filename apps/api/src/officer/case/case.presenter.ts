import { type CaseState, livePasscode, londonDay, progress, useBy } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { callScript, stageWords, waitingWords } from '../words/case-words';
import { stallInWords } from '../words/stall-words';
import { dayFromNow, dayWords, momentFromNow, momentWords, relativeDay } from '../words/when';
import { unbroken } from '../words/unbroken';
import type { CaseView } from './case-view';
import { type NextStep, type PastStep, presentNext, presentPast } from './follow-ups.presenter';
import { presentTimeline, replyWords, type TimelineEntry } from './timeline.presenter';

/** One line of the summary: what it is about, and what is so. */
interface SummaryLine {
  key: string;
  value: string;
  /** A second, quieter sentence. */
  hint: string | null;
  link: { href: string; text: string; hidden: string } | null;
}

export interface CasePage {
  section: 'sites';
  practice: boolean;
  id: string;
  home: string;
  place: string;
  siteHref: string;
  open: boolean;
  notice: string | null;
  summary: SummaryLine[];
  toDo: { title: string; guidance: string; since: string; href: string }[];
  next: NextStep[];
  past: PastStep[];
  timeline: TimelineEntry[];
}

/** Turns what was read of a case into what the page says. */
export function presentCase(view: CaseView, recordedSeq: number | null): CasePage {
  const { case: row, site, now } = view;
  const timeline = presentTimeline(view);
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
    notice: notice(view, timeline, recordedSeq),
    summary: [
      ...progressLines(view),
      ...passcodeLines(view),
      ...submissionLines(view.state, now),
      ...peopleLines(view),
    ],
    toDo: view.tasks
      .filter((task) => task.status === 'open')
      .map((task) => ({
        ...callScript(task.kind),
        since: momentFromNow(task.dueAt, now),
        href: `/tasks/${task.id}`,
      })),
    next: presentNext(view.followUps, now),
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

const line = (key: string, value: string, hint: string | null = null): SummaryLine => ({
  key,
  value,
  hint,
  link: null,
});

function progressLines({ state, case: row }: CaseView): SummaryLine[] {
  const { stage, waitingOn, why, stalls } = progress(state);
  const stalled = stalls.length > 0 ? `Not moving: ${stalls.map(stallInWords).join('; ')}.` : null;
  return [
    line('Stage', stageWords[stage], stage === 'closed' ? why : stalled),
    ...(waitingOn ? [line('Waiting on', waitingWords[waitingOn], why)] : []),
    line('Opened', dayWords(row.openedOn)),
  ];
}

function passcodeLines({ state, now, policy }: CaseView): SummaryLine[] {
  const code = livePasscode(state);
  if (!code) return [];
  const { lastDay, provisional } = useBy(code, policy.passcodeGoodForDays);
  const channel = code.channel === 'post' ? 'by post' : 'by email';
  const asked = `Requested ${channel} on ${dayFromNow(code.requestedOn, now)}.`;
  const came = code.receivedOn ? ` It arrived on ${dayWords(code.receivedOn)}.` : '';
  const dead = Temporal.PlainDate.compare(lastDay, londonDay(now)) < 0;
  const counted = provisional
    ? 'To be safe: this counts from the day it was requested. Record the issue date printed on the letter when you learn it.'
    : `Counted from its issue date, ${dayWords(code.issuedOn ?? code.requestedOn)}.`;
  return [
    line('Passcode', asked + came),
    line(
      dead ? 'Passcode ran out' : 'Use passcode by',
      `The end of ${dayWords(lastDay.toString())} (${relativeDay(lastDay, londonDay(now))})`,
      counted,
    ),
  ];
}

function submissionLines({ submission }: CaseState, now: Temporal.Instant): SummaryLine[] {
  if (!submission) return [];
  const sent = line('Submitted', momentWords(submission.at));
  if (submission.reply)
    return [
      sent,
      line(
        'NHSmail replied',
        replyWords[submission.reply.outcome] ?? submission.reply.outcome,
        momentWords(submission.reply.at),
      ),
    ];
  if (submission.abandoned) return [sent];
  return submission.breachedAt
    ? [sent, line('Reply was due', momentFromNow(submission.breachedAt, now), 'It is late.')]
    : [sent];
}

function peopleLines({ case: row, officers, contact, state, site }: CaseView): SummaryLine[] {
  const handOver = row.open
    ? { href: `/cases/${row.id}/record/handed-over`, text: 'Hand over', hidden: ' this case' }
    : null;
  const letters = state.optedOut
    ? line('Letters', 'None: the provider asked for no reminders', 'Calls and dates go on.')
    : contact
      ? line('Letters go to', contact.name ? `${contact.name}, ${contact.email}` : contact.email)
      : line(
          'Letters go to',
          'Nobody yet',
          'No email address is known, so letters cannot be sent.',
        );
  return [
    { ...line('Officer', officers.get(row.officerId) ?? 'a former officer'), link: handOver },
    {
      ...letters,
      link: {
        href: `/sites/${site.locationId}/contact`,
        text: contact ? 'Change' : 'Add an address',
        hidden: ' for letters',
      },
    },
  ];
}
