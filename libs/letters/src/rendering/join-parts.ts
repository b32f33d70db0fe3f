import { isDeepStrictEqual } from 'node:util';
import type { LetterSection } from './letter-input';

/**
 * What says the same of one home is said once; what says the same of several of its people names
 * them all, where the first of them stood.
 */
export function joinParts(sections: readonly LetterSection[]): LetterSection[] {
  const joined: LetterSection[] = [];
  for (const section of sections) {
    const ofHome = joined.filter((other) => isSameHome(other, section));
    if (ofHome.some(({ part }) => isDeepStrictEqual(part, section.part))) continue;
    const before = ofHome.find(({ part }) => part.kind === section.part.kind);
    if (before && 'people' in before.part && 'people' in section.part)
      joined[joined.indexOf(before)] = {
        ...before,
        part: { ...before.part, people: [...before.part.people, ...section.part.people] },
      };
    else joined.push(section);
  }
  return joined;
}

/** The same home in the hands of the same officer. */
export const isSameHome = (a: LetterSection, b: LetterSection): boolean =>
  isDeepStrictEqual(a.home, b.home) && isDeepStrictEqual(a.officer, b.officer);
