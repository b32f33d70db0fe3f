import type { InboundSummary } from '@app/letters';
import { Temporal } from 'temporal-polyfill';
import type { CaseLetter } from './case-view';
import { personInWords } from './people-of-case';
import { letterStatusWords } from '../words/letter-status-words';
import { kindOfMessage, senderInLists } from '../words/mail-kind-words';
import { capital, shortMoment } from '../words/when';

/** One letter or message, in the order in which they went and came. */
export interface Exchanged {
  way: 'out' | 'in';
  when: string;
  title: string;
  href: string;
  /** How it went, or who wrote what. */
  about: string;
  /** What they wrote, shortened; empty for our own letters. */
  excerpt: string;
}

/** “to Grace Dhillon”, of a letter that is not for the contact of the home. */
export const toWhom = (
  person: string | null | undefined,
  names: ReadonlyMap<string, string>,
): string[] => (person ? [`to ${personInWords(names.get(person) ?? person)}`] : []);

/** More than these would push the rest off the page; the older ones fold away. */
const shown = 5;

/** Letters out and mail in of one case, newest first. */
export function presentCorrespondence(
  letters: readonly CaseLetter[],
  messages: readonly InboundSummary[],
  names: ReadonlyMap<string, string>,
  today: Temporal.PlainDate,
): { newest: Exchanged[]; older: Exchanged[] } {
  const cameBack = new Set(
    messages.filter((m) => m.kind === 'delivery-failure').map((m) => m.letterId),
  );
  const out = letters
    .filter(({ status }) => status !== 'withdrawn')
    .map((letter) => ({
      at: letter.settledAt ?? letter.plannedAt ?? '',
      way: 'out' as const,
      title: letter.subject ?? '',
      href: `/mail-tray/${letter.id}`,
      about: [
        cameBack.has(letter.id) ? 'Came back' : letterStatusWords[letter.status],
        ...toWhom(letter.person, names),
      ].join(', '),
      excerpt: '',
    }));
  const came = messages.map((message) => ({
    at: message.receivedAt,
    way: 'in' as const,
    title: message.subject || 'No subject',
    href: `/inbox/${message.id}`,
    about: `${kindOfMessage(message)}, ${senderInLists(message.from)}`,
    excerpt: message.kind === 'human' ? message.excerpt : '',
  }));
  const all = [...out, ...came]
    .map((one) => ({ ...one, moment: Temporal.Instant.from(one.at) }))
    .sort((a, b) => Temporal.Instant.compare(b.moment, a.moment))
    .map(({ at, moment: _, ...one }) => ({ ...one, when: capital(shortMoment(at, today)) }));
  return { newest: all.slice(0, shown), older: all.slice(shown) };
}
