import { qualityCheck } from '@app/domain';
import type { FoundSites, SiteCaseFilter, SiteStatus } from '@app/providers';
import { brandWords, type SiteRow, siteRow } from './site-row';
import { type SitesAsked, sitesHref } from './sites-asked';

export interface SitesPage {
  section: 'sites';
  q: string;
  careHomes: boolean;
  area: string;
  statuses: Choice[];
  cases: Choice[];
  /** Whether anything but words was asked for: the filters then stand open. */
  filtered: boolean;
  /** What else the list is of, each with the list without it. */
  only: { words: string; withoutHref: string }[];
  /** What the form keeps of the address. */
  kept: { name: string; value: string }[];
  /** What the sites have in place of what was typed; null when they have that. */
  similar: string | null;
  sites: SiteRow[];
  laterPage: boolean;
  nextHref: string | null;
  firstHref: string;
  /** Whether nothing at all was asked for. */
  isWhole: boolean;
}

interface Choice {
  value: string;
  text: string;
  selected: boolean;
}

const statusWords: Readonly<Record<SiteStatus, string>> = {
  registered: 'Registered',
  dormant: 'Dormant',
  deregistered: 'Deregistered',
  any: 'Registered or not',
};

const caseFilterWords: Readonly<Record<SiteCaseFilter, string>> = {
  open: 'With an open case',
  past: 'With closed cases only',
  none: 'Without any case',
};

/** Turns one page of the register into rows. */
export function presentSites(page: FoundSites, asked: SitesAsked): SitesPage {
  const only = narrowings(asked);
  const filtered = Boolean(asked.status ?? asked.case) || asked.area !== '';
  return {
    section: 'sites',
    q: asked.q,
    careHomes: asked.careHomes,
    area: asked.area,
    statuses: choices(statusWords, asked.status ?? 'registered'),
    cases: [
      { value: '', text: 'With or without a case', selected: asked.case === null },
      ...choices(caseFilterWords, asked.case),
    ],
    filtered,
    only: only.map(({ words, change }) => ({
      words,
      withoutHref: sitesHref(asked, { ...change, cursor: '' }),
    })),
    kept: [
      { name: 'brand', value: asked.brand },
      { name: 'provider', value: asked.providerId },
      { name: 'quality', value: asked.quality ?? '' },
    ].filter(({ value }) => value !== ''),
    similar: page.similar ? similarWords(asked.q, page.leftOut) : null,
    sites: page.items.map(siteRow),
    laterPage: asked.cursor !== '',
    nextHref: page.nextCursor && sitesHref(asked, { cursor: page.nextCursor }),
    firstHref: sitesHref(asked, { cursor: '' }),
    isWhole: !filtered && only.length === 0 && asked.q === '' && !asked.careHomes && !asked.cursor,
  };
}

const choices = <Value extends string>(
  words: Readonly<Record<Value, string>>,
  selected: Value | null,
): Choice[] =>
  (Object.entries(words) as [Value, string][]).map(([value, text]) => ({
    value,
    text,
    selected: value === selected,
  }));

/** What an address asks for that the form has no field for. */
function narrowings(asked: SitesAsked): { words: string; change: Partial<SitesAsked> }[] {
  const check = asked.quality && qualityCheck(asked.quality);
  return [
    asked.brand && { words: `of ${brandWords(asked.brand)}`, change: { brand: '' } },
    asked.providerId && {
      words: `of provider ${asked.providerId}`,
      change: { providerId: '' },
    },
    check && { words: `with ${check.title}`, change: { quality: null } },
  ].filter((one) => one !== '' && one !== null);
}

function similarWords(q: string, leftOut: readonly string[]): string {
  const similar = `No site has “${q}” as it is written. These have similar words.`;
  if (leftOut.length === 0) return similar;
  const words = leftOut.map((word) => `“${word}”`).join(' or ');
  return `${similar} Nothing in the register is like ${words}, so that was left out.`;
}
