import {
  type CaseState,
  dsptGate,
  livePasscode,
  londonDay,
  passcodeInterval,
  standingDspt,
  validTo,
} from '@app/domain';
import { factInWords, levelWords, replyWords } from '../words/fact-words';
import { withStop } from '../words/full-stop';
import { capital, dayFromNow, dayWords, momentWords } from '../words/when';
import type { CaseView } from './case-view';
import { allSetAside } from './set-aside';
import { line, recordedBy, recordLink, type SummaryLine } from './summary-line';

/** What is known of the site and its application. */
export function knownLines(view: CaseView): SummaryLine[] {
  return [
    ...setAsideLines(view),
    ...passcodeLines(view),
    ...submissionLines(view.state),
    dsptLine(view),
    ...identityLines(view),
    line('Opened', dayWords(view.case.openedOn)),
  ];
}

/** Every rule that was set aside, for as long as the case rests on it. */
function setAsideLines(view: CaseView): SummaryLine[] {
  return allSetAside(view.facts, view.policy).map(({ fact, sentences, because }) => {
    const recorded = view.facts.find(({ id }) => id === fact.id) ?? null;
    const what = recorded ? factInWords(recorded).title : '';
    return line(
      'Set aside',
      sentences.join(' '),
      `${what}, because: ${withStop(because)} ${recordedBy(recorded, view)}`,
    );
  });
}

/** Between which days the passcode in play dies, as far as its facts tell. */
function passcodeLines(view: CaseView): SummaryLine[] {
  const { state, now, policy } = view;
  const code = livePasscode(state);
  const interval = passcodeInterval(state, policy, londonDay(now).toString());
  if (!code || !interval) return [];
  const channel = code.channel === 'post' ? 'by post' : 'by email';
  const asked = `Requested ${channel} on ${dayFromNow(code.requestedOn, now)}.`;
  const came = code.receivedOn ? ` It arrived on ${dayWords(code.receivedOn)}.` : '';
  const { safeUntil, deadAfter, exact, standing, conflict, sentences } = interval;
  const issued = exact
    ? null
    : recordLink(view, 'otp-issued', 'Record its issue date', ' of the passcode');
  const bounds = exact
    ? line(
        standing === 'dead' ? 'Passcode ran out' : 'Use passcode by',
        `The end of ${dayFromNow(safeUntil, now)}`,
        `Counted from its issue date, ${dayWords(code.issuedOn ?? code.requestedOn)}.`,
      )
    : line(
        standing === 'dead' ? 'Passcode ran out' : 'Use passcode by',
        standing === 'dead'
          ? `After the end of ${dayFromNow(deadAfter, now)} it is certainly dead`
          : `The end of ${dayFromNow(safeUntil, now)} to be safe; certainly dead after ${dayFromNow(deadAfter, now)}`,
        sentences.join(' '),
        issued,
      );
  return [
    line('Passcode', asked + came),
    bounds,
    ...(conflict ? [line('To be resolved', conflict.sentence, conflict.todo)] : []),
  ];
}

function submissionLines({ submission }: CaseState): SummaryLine[] {
  if (!submission) return [];
  const sent = line('Submitted', momentWords(submission.at));
  const { reply } = submission;
  return reply
    ? [
        sent,
        line(
          'NHSmail replied',
          capital(replyWords[reply.outcome] ?? reply.outcome),
          momentWords(reply.at),
        ),
      ]
    : [sent];
}

/** How the DSPT stands today, whoever published it. */
function dsptLine(view: CaseView): SummaryLine {
  const { state, now } = view;
  const today = londonDay(now).toString();
  const standing = standingDspt(state, today);
  if (!standing)
    return line(
      'DSPT',
      'Not recorded yet',
      null,
      recordLink(view, 'dspt-published', 'Record it', ': the DSPT'),
    );
  const gate = dsptGate(state, today);
  const whose = standing.coverage === 'inherited' ? ', published by headquarters' : '';
  const until = dayFromNow(validTo(standing.edition).toString(), now);
  return line(
    'DSPT',
    `${levelWords[standing.level] ?? standing.level}, edition ${standing.edition}${whose}`,
    gate.open === false
      ? `The site may not apply with it: ${gate.why}.`
      : `Published on ${dayWords(standing.on)}. Valid to the end of ${until}.`,
  );
}

function identityLines(view: CaseView): SummaryLine[] {
  const { odsCode, contactIdConfirmedOn, nhsmailCheck } = view.state;
  const compared = {
    agrees: 'Its postcode agrees with the CQC’s.',
    differs: 'Its postcode differs from the CQC’s.',
  };
  return [
    ...(odsCode
      ? [
          line(
            'ODS code',
            odsCode.code,
            `Confirmed on ${dayWords(odsCode.on)}. ${odsCode.postcode ? compared[odsCode.postcode] : 'Its postcode has not been compared with the CQC’s.'}`,
          ),
        ]
      : []),
    ...(contactIdConfirmedOn
      ? [line('CQC contact ID', `They have it, confirmed on ${dayWords(contactIdConfirmedOn)}`)]
      : []),
    ...(nhsmailCheck
      ? [
          line(
            'Existing NHSmail',
            nhsmailCheck.found === 'accounts' ? 'There are accounts already' : 'None found',
            `Found out on ${dayWords(nhsmailCheck.on)}.`,
          ),
        ]
      : []),
  ];
}
