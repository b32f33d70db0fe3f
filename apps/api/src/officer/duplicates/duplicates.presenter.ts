import { type HomeLink, type LinkState, linkStates } from '@app/cases';
import { linkKindWords, linkStateWords } from '../words/home-words';
import { unbroken } from '../words/unbroken';
import { dayInLondon } from '../words/when';

export interface DuplicatesPage {
  section: 'imports';
  views: { text: string; count: string; href: string | null }[];
  links: { href: string; home: string; place: string; kind: string; why: string; when: string }[];
  nothing: string;
  firstHref: string | null;
  nextHref: string | null;
}

const noneWords: Readonly<Record<LinkState, string>> = {
  suggested: 'Nothing to decide. After each import, records that look like one home appear here.',
  accepted: 'No records have been joined yet.',
  dismissed: 'No records have been told apart yet.',
};

/** What a list of links is asked for by. */
export interface AskedLinks {
  state: LinkState;
  isLaterPage: boolean;
  nextCursor: string | null;
}

const listHref = (state: LinkState, cursor: string | null = null): string => {
  const query = new URLSearchParams({
    ...(state === 'suggested' ? {} : { state }),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
  return query ? `/duplicates?${query}` : '/duplicates';
};

/** The list of records that may be, are or are not of one home. */
export function presentDuplicates(
  links: readonly HomeLink[],
  counts: Readonly<Record<LinkState, number>>,
  { state, isLaterPage, nextCursor }: AskedLinks,
): DuplicatesPage {
  return {
    section: 'imports',
    views: linkStates.map((one) => ({
      text: linkStateWords[one],
      count: counts[one].toLocaleString('en-GB'),
      href: one === state && !isLaterPage ? null : listHref(one),
    })),
    links: links.map(lineOf),
    nothing: noneWords[state],
    firstHref: isLaterPage ? listHref(state) : null,
    nextHref: nextCursor === null ? null : listHref(state, nextCursor),
  };
}

function lineOf({ id, kind, older, newer, evidence, foundAt, decidedAt }: HomeLink) {
  const hasOpenCase = [older, newer].some(({ cases }) => cases.some(({ open }) => open));
  return {
    href: `/duplicates/${id}`,
    home: older.name === newer.name ? newer.name : `${newer.name}, before that ${older.name}`,
    place: [newer.town, unbroken(newer.postcode), hasOpenCase ? 'open case' : null]
      .filter(Boolean)
      .join(' · '),
    kind: linkKindWords[kind],
    why: evidence[0] ?? '',
    when:
      decidedAt === null
        ? `Found on ${dayInLondon(foundAt)}`
        : `Decided on ${dayInLondon(decidedAt)}`,
  };
}
