import type { RightsRequest } from '@app/cases';
import { londonDay } from '@app/domain';
import type { Temporal } from 'temporal-polyfill';
import { actorInWords } from '../case/case-view';
import { dayFromNow, dayWords } from '../words/when';
import { identityWords, outcomeWords, requestKindWords } from './privacy-words';

const whoTook = (by: string, officers: ReadonlyMap<string, string>): string =>
  by === 'public' ? 'sent by the page for everybody' : `taken in by ${actorInWords(by, officers)}`;

export function presentRequest(
  request: RightsRequest,
  officers: ReadonlyMap<string, string>,
  now: Temporal.Instant,
) {
  const { id, kind, asked, identityChecked, identityCheckedBy, answeredBy, outcome } = request;
  return {
    href: `/privacy/requests/${id}`,
    kind: requestKindWords[kind],
    isComplaint: kind === 'complaint',
    name: asked?.name ?? 'Somebody whose name is not kept',
    reply: asked?.reply ?? '',
    words: asked?.words ?? '',
    received: `${dayWords(request.receivedOn)}, ${whoTook(request.createdBy, officers)}`,
    due: dayFromNow(request.dueOn, now),
    isLate: request.answeredOn === null && request.dueOn < londonDay(now).toString(),
    identity:
      identityChecked === null
        ? null
        : `${identityWords[identityChecked]} (${actorInWords(identityCheckedBy ?? '', officers)})`,
    answered:
      request.answeredOn === null || outcome === null
        ? null
        : `${outcomeWords[outcome]}: ${dayWords(request.answeredOn)}, ${actorInWords(answeredBy ?? '', officers)}`,
  };
}
