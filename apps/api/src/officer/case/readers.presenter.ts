import type { AddressNote } from '@app/cases';
import { awayWords, silenceWords } from '../address/address-words';
import { maskedEmail } from '../words/masked';
import { capital, momentWords } from '../words/when';
import type { CaseView } from './case-view';
import { type CasePerson, isHere, peopleOfCase } from './people-of-case';
import { newestOf, recordedBy, recordLink, type SummaryLine } from './summary-line';

type Link = NonNullable<SummaryLine['link']>;

/** Somebody letters go to, and whether they do. */
export interface ReaderCard {
  name: string;
  /** Where to: in full only where the page shows it anyway. */
  address: string;
  /** Whether letters go, and why not. */
  standing: string[];
  silent: boolean;
  links: Link[];
}

/** Who is written to about this case: the contact first, then the people named. */
export function presentReaders(view: CaseView): ReaderCard[] {
  const people = peopleOfCase(view).filter((one) => isHere(one) || one.silentSince !== null);
  return [contactCard(view), ...people.map((one) => personCard(one, view))];
}

function contactCard(view: CaseView): ReaderCard {
  const { contact, state, site } = view;
  const href = `/sites/${encodeURIComponent(site.locationId)}`;
  const wish = state.optedOut
    ? recordLink(view, 'opted-in', 'They want letters again', ': the provider')
    : recordLink(view, 'opted-out', 'They want no letters', ': the provider');
  const whose = contact?.name ?? 'The manager';
  const opted = state.optedOut
    ? [
        `Asked for no letters${state.optedAt ? ` on ${momentWords(state.optedAt)}` : ''}. ${recordedBy(newestOf(view, 'opted-out'), view)}`,
      ]
    : [];
  const noted = contact ? addressStanding(view, contact.email) : ['No email address is known yet'];
  const standing = [
    ...(state.site.status === 'deregistered' ? ['The site has left the register'] : []),
    ...opted,
    ...noted,
  ];
  const links: (Link | null)[] = contact
    ? [
        wish,
        { href: `${href}/address`, text: 'Letters to this address', hidden: `: ${whose}` },
        { href: `${href}/contact`, text: 'Change', hidden: `: whom letters go to` },
      ]
    : [wish, { href: `${href}/contact`, text: 'Add an address', hidden: ' for letters' }];
  return card(whose, contact?.email ?? '', standing, links);
}

function personCard(one: CasePerson, view: CaseView): ReaderCard {
  const query = `?person=${encodeURIComponent(one.ref)}`;
  const wish = one.silentSince
    ? recordLink(view, 'person-opted-in', 'They want letters again', `: ${one.name}`, query)
    : recordLink(view, 'person-opted-out', 'They want no letters', `: ${one.name}`, query);
  const email = one.named?.email ?? null;
  const standing = [
    ...(one.silentSince ? [`Asked for no letters on ${momentWords(one.silentSince)}`] : []),
    ...(email ? addressStanding(view, email) : ['No email address is known yet']),
  ];
  const href = `/cases/${view.case.id}/people/${encodeURIComponent(one.ref)}/address`;
  const address: Link | null = email
    ? { href, text: 'Letters to this address', hidden: `: ${one.name}` }
    : null;
  return card(capital(one.name), email ? maskedEmail(email) : '', standing, [wish, address]);
}

function card(
  name: string,
  address: string,
  standing: string[],
  links: (Link | null)[],
): ReaderCard {
  return {
    name,
    address,
    standing: standing.length > 0 ? standing : ['Gets letters'],
    silent: standing.length > 0,
    links: links.flatMap((link) => link ?? []),
  };
}

function addressStanding({ addressNotes, now }: CaseView, email: string): string[] {
  const note: AddressNote | undefined = addressNotes.get(email);
  if (!note) return [];
  const away = awayWords(note, now);
  return [...note.silences.map(({ why }) => silenceWords[why]), ...(away ? [away] : [])];
}
