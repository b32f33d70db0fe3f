import type { FormProgress } from '@app/cases';
import { beforeSubmission, isListToLookThrough } from '@app/domain';
import { many, momentWords } from '../words/when';
import type { CaseView } from './case-view';

/** How far the home is with naming its people, and what an officer can do about it. */
export interface PeopleFormCard {
  /** Sentences without their stop; none once naming is over and no form was ever sent. */
  lines: string[];
  /** Where the letter with the form is written; null when naming is over, or the list is whole. */
  sendHref: string | null;
  sendText: string;
  /** Where everything stands in the order of the portal. */
  portalHref: string;
}

export function presentPeopleForm(view: CaseView, progress: FormProgress): PeopleFormCard {
  const { case: row } = view;
  const mayName = row.open && beforeSubmission.has(row.stage);
  return {
    lines: mayName || progress.letter || progress.times ? linesOf(view, progress) : [],
    sendHref: mayName && !isListToLookThrough(view.state) ? `/cases/${row.id}/write/gather` : null,
    sendText: progress.letter ? 'Send the people form again' : 'Send the people form',
    portalHref: `/cases/${row.id}/portal`,
  };
}

function linesOf(view: CaseView, progress: FormProgress): string[] {
  const arrived = progress.times?.arrivedAt;
  return [
    sentWords(view, progress),
    farWords(progress),
    ...(arrived ? [`It arrived on ${momentWords(arrived)}`] : []),
  ];
}

function sentWords({ contact }: CaseView, { letter }: FormProgress): string {
  if (!letter) return 'Not sent yet';
  const who = contact ? (contact.name ?? contact.email) : 'nobody: no address is known now';
  const when = momentWords(letter.at);
  const went =
    letter.status === null || letter.status === 'sent'
      ? `Sent to ${who} on ${when}`
      : letter.status === 'refused'
        ? `Refused by the mail server on ${when}`
        : letter.status === 'unknown'
          ? `Handed over on ${when}; nobody knows if it arrived`
          : letter.status === 'planned'
            ? `Goes to ${who} on ${when}`
            : `On its way to ${who} since ${when}`;
  return letter.isLinkAlive
    ? `${went}. Its link opens the form until ${momentWords(letter.expiresAt)}`
    : `${went}. Its link has ended`;
}

function farWords({ times, unsentRows }: FormProgress): string {
  if (!times) return 'Nothing saved yet';
  const saved = `last saved ${momentWords(times.savedAt)}`;
  if (unsentRows > 0)
    return `${many(unsentRows, 'person', 'people')} saved or changed and not sent in, ${saved}`;
  return times.arrivedAt ? `All of it sent in, ${saved}` : `Begun, and empty again, ${saved}`;
}
