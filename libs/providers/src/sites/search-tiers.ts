import type { SearchQuery, SearchWord } from '@app/domain';
import { badCursor, readCursor } from './page';
import type { Parameters } from './parameters';
import { type Alternatives, wordsQuery } from './words-query';

/** How well sites fit a search: a list has all of one tier by name, then all of the next. */
export interface Tier {
  tier: TierName;
  /** What a `site s` of this tier is, and is not as those before it are; empty for every site. */
  condition(parameters: Parameters): string;
}

const tierNames = ['code', 'name', 'other', 'similar-name', 'similar-other'] as const;
export type TierName = (typeof tierNames)[number];

/** Where a page begins: after this site of this tier. */
export interface Place {
  tier: TierName;
  /** The site's name in small letters. */
  sortName: string;
  locationId: string;
}

/** @throws BadInput when a search of sites did not give it out */
export function readPlace(cursor: string): Place {
  const [given, sortName = '', locationId = ''] = readCursor(cursor, 3);
  const tier = tierNames.find((name) => name === given);
  if (!tier) throw badCursor();
  return { tier, sortName, locationId };
}

/** Whether a place or row is among the sites with similar words. */
export const isSimilar = (at: { tier: string } | null | undefined): boolean =>
  at?.tier.startsWith('similar') ?? false;

/** Sites with what was typed: as their id or code, in their name, anywhere. */
export function exactTiers({ code, words }: SearchQuery): Tier[] {
  if (words.length === 0) return [{ tier: 'name', condition: () => '' }];
  const query = wordsQuery(words);
  const [inName, anywhere] = inNameAndAnywhere(query);
  if (code === null)
    return [
      { tier: 'name', condition: inName },
      { tier: 'other', condition: anywhere },
    ];
  const otherCode = (parameters: Parameters): string => {
    const value = parameters.add(code);
    return `s.location_id <> ${value} AND s.ods_code IS DISTINCT FROM ${value}`;
  };
  return [
    {
      tier: 'code',
      condition: (parameters) => {
        const value = parameters.add(code);
        return `(s.location_id = ${value} OR s.ods_code = ${value})`;
      },
    },
    { tier: 'name', condition: (p) => `${inName(p)} AND ${otherCode(p)}` },
    { tier: 'other', condition: (p) => `${anywhere(p)} AND ${otherCode(p)}` },
  ];
}

/** Sites with words that may have been meant. */
export function similarTiers(words: readonly SearchWord[], similar: Alternatives): Tier[] {
  if (words.length === 0) return [];
  const [inName, anywhere] = inNameAndAnywhere(wordsQuery(words, similar));
  return [
    { tier: 'similar-name', condition: inName },
    { tier: 'similar-other', condition: anywhere },
  ];
}

function inNameAndAnywhere(query: string): [Tier['condition'], Tier['condition']] {
  return [
    (parameters) => `s.name_words @@ ${parameters.add(query)}::tsquery`,
    (parameters) => {
      const value = parameters.add(query);
      return `s.words @@ ${value}::tsquery AND NOT s.name_words @@ ${value}::tsquery`;
    },
  ];
}
