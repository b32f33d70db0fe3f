import { londonDay, openPause, progress } from '@app/domain';
import { stageWords, waitingWords } from '../words/case-words';
import { withStop } from '../words/full-stop';
import { capital, dayFromNow, dayWords, momentWords } from '../words/when';
import { byWhen } from './by-when.presenter';
import type { CaseView } from './case-view';
import { actorInWords } from './case-view';
import { personInWords } from './people-of-case';
import { whatToSay } from './what-to-say';
import { line, newestOf, recordedBy, recordLink, type SummaryLine } from './summary-line';

/** Where a case stands: stage, who has to act, by when and why, and whether it rests. */
export function standingLines(view: CaseView): SummaryLine[] {
  const { stage, waitingOn, why } = progress(view.state, personInWords);
  const { case: row, officers } = view;
  const closing = newestOf(view, 'closed');
  return [
    line(
      'Stage',
      stageWords[stage],
      stage === 'closed' ? `${why}. ${recordedBy(closing, view)}` : null,
    ),
    ...(waitingOn ? [line('Waiting on', waitingWords[waitingOn], why), ...byWhen(view)] : []),
    ...sayLines(view),
    ...restLines(view),
    ...openMatters(view),
    ...(row.officerId
      ? [
          line(
            'Officer',
            officers.get(row.officerId) ?? 'a former officer',
            handedOver(view),
            recordLink(view, 'handed-over', 'Hand over', ' this case'),
          ),
        ]
      : []),
  ];
}

/** What to say on the telephone, and to whom; with a call to make its own words say that. */
function sayLines(view: CaseView): SummaryLine[] {
  const found = view.asOf === null ? whatToSay(view) : null;
  if (!found) return [];
  const { say, ring } = found;
  const hasCall = view.tasks.some(({ status }) => status === 'open');
  return [
    ...(hasCall ? [] : [line('What to say', say)]),
    ring
      ? line('Telephone', ring.whom, null, { href: ring.href, text: ring.text, hidden: '' })
      : line('Telephone', 'No number is known', 'The register has none for this home.'),
  ];
}

function handedOver(view: CaseView): string | null {
  const fact = newestOf(view, 'handed-over');
  return fact
    ? [fact.override && `Handed over because: ${withStop(fact.override)}`, recordedBy(fact, view)]
        .filter(Boolean)
        .join(' ')
    : null;
}

/** Paused, parked, or resting because nothing runs: since or until when, who said so, and why. */
function restLines(view: CaseView): SummaryLine[] {
  const { state, case: row, now } = view;
  const pause = openPause(state);
  const paused = newestOf(view, 'paused');
  const parked = state.parked?.until ? newestOf(view, 'parked') : null;
  const resume = recordLink(view, 'resumed', 'Take it up again', '');
  const today = londonDay(now).toString();
  return [
    ...(pause
      ? [
          line(
            'Paused',
            `Since ${momentWords(pause.from)}`,
            `${pause.reason}. ${recordedBy(paused, view)}`,
            resume,
          ),
        ]
      : []),
    ...(row.parkedUntil
      ? [
          line(
            state.parked ? 'Parked until' : 'Rests until',
            dayFromNow(row.parkedUntil, now),
            [
              parked
                ? `${row.parkedWhy}. ${recordedBy(parked, view)}`
                : state.parked
                  ? row.parkedWhy && `${capital(row.parkedWhy)}.`
                  : 'Nothing else falls due before that day.',
              row.parkedUntil <= today ? 'That day has come: decide how to go on.' : null,
            ]
              .filter(Boolean)
              .join(' '),
            state.parked ? resume : recordLink(view, 'parked', 'Park it', ' until another day'),
          ),
        ]
      : []),
  ];
}

/** What somebody still owes an answer to, and whether letters go out at all. */
function openMatters(view: CaseView): SummaryLine[] {
  const { state, officers } = view;
  const { question, tickets, site } = state;
  const asked = newestOf(view, 'provider-asked');
  return [
    ...(question && question.endedAt === null
      ? [
          line(
            'Open question',
            capital(question.about),
            `Asked on ${momentWords(question.at)}${asked ? ` by ${actorInWords(asked.recordedBy, officers)}` : ''}.`,
            recordLink(view, 'provider-replied', 'They replied', ` about ${question.about}`),
          ),
        ]
      : []),
    ...tickets
      .filter(({ answeredAt }) => answeredAt === null)
      .map(({ reference, at }) =>
        line(
          'Helpdesk ticket',
          reference,
          `Raised on ${momentWords(at)}, not answered yet.`,
          recordLink(
            view,
            'ticket-answered',
            'It was answered',
            `: ${reference}`,
            `?reference=${encodeURIComponent(reference)}`,
          ),
        ),
      ),
    ...(site.status === 'registered'
      ? []
      : [
          line(
            'Site',
            site.status === 'dormant' ? 'Gives no service for now' : 'Deregistered by the CQC',
            site.on && `Since ${dayWords(site.on)}.`,
            site.status === 'dormant' ? recordLink(view, 'site-reopened', 'Open again', '') : null,
          ),
        ]),
  ];
}
