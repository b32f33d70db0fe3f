import type { HandKind, LetterPreview } from '@app/cases';
import { suppressionWords } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import type { CaseView } from '../case/case-view';
import { type FormBody, textOf } from '../forms/form';
import { maskedEmail } from '../words/masked';
import { dayFromNow, dayInLondon, momentFromNow } from '../words/when';
import { caseOf } from './write.presenter';
import { writeForm } from './write-forms';

/** The letter as it will be sent, and the button that sends it. */
export interface PreviewPage {
  section: 'cases';
  practice: boolean;
  caseId: string;
  home: string;
  title: string;
  action: string;
  subject: string;
  text: string;
  to: string;
  address: string;
  when: string;
  /** What the officer should know before pressing. */
  notes: string[];
  /** Everything that was typed, to be sent along. */
  typed: { name: string; value: string }[];
}

export function presentPreview(
  kind: HandKind,
  view: CaseView,
  preview: LetterPreview,
  body: FormBody,
): PreviewPage {
  const names = ['version', 'recipient', 'clock', 'person', 'about', 'title', 'text', 'askedFor'];
  return {
    ...caseOf(view),
    title: writeForm(kind).title,
    action: `/cases/${view.case.id}/write/${kind}`,
    subject: preview.subject,
    text: preview.text,
    to: preview.to.name ?? 'The manager of the home',
    address: textOf(body, 'recipient').startsWith('person:')
      ? maskedEmail(preview.to.address)
      : preview.to.address,
    when: whenItGoes(preview, view.now),
    notes: notesOn(preview),
    typed: names
      .map((name) => ({ name, value: textOf(body, name) }))
      .filter(({ value }) => value !== ''),
  };
}

function whenItGoes({ sendFrom, day }: LetterPreview, now: Temporal.Instant): string {
  const isNow = sendFrom.epochMilliseconds - now.epochMilliseconds < 3 * 60_000;
  if (isNow) return 'Within a few minutes';
  return dayInLondon(sendFrom) === dayInLondon(now)
    ? momentFromNow(sendFrom, now)
    : dayFromNow(day, now);
}

function notesOn({ joins, waitsADay, inSpiteOf, awayUntil }: LetterPreview): string[] {
  return [
    ...(joins
      ? [
          'It joins a letter that waits to be sent to them, so that they get one. All of it is shown here.',
        ]
      : []),
    ...(waitsADay
      ? ['They have had a letter today, and one a working day is enough for anybody, so it waits.']
      : []),
    ...(inSpiteOf
      ? [
          `They get no letters, because ${suppressionWords[inSpiteOf]}. This one goes because they asked for it.`,
        ]
      : []),
    ...(awayUntil ? [`They are away until ${dayInLondon(awayUntil)}. It goes all the same.`] : []),
  ];
}
