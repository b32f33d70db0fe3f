import { oneSlipAway, type SearchWord, slipsAllowed, slipsBetween } from '@app/domain';
import type { Sql } from '@app/platform';
import type { Alternatives } from './words-query';

/** More than these would find what nobody meant. */
const mostAlternatives = 12;

interface Candidate {
  typed: string;
  word: string;
  /** The typed word stands within it. */
  within: boolean;
}

/**
 * The typed words without the one that the register has nothing like; none when that is more than
 * one, as what is left would find what nobody meant.
 */
export const wordsToGoBy = (words: readonly SearchWord[], { unknown }: MeantWords): SearchWord[] =>
  unknown.size > 1 ? [] : words.filter(({ word }) => !unknown.has(word));

/** What a person may have meant by each word. */
export interface MeantWords {
  /** Words of the register that may stand for each typed one; none for a code or number. */
  similar: Alternatives;
  /** Typed words that the register has nothing like. */
  unknown: ReadonlySet<string>;
}

/**
 * Finds what a person meant who wrote words a little differently: with a slip or two (“nothampton”),
 * apart (“sea croft”), in one (“oaklodge”), or only the middle of a word.
 */
export async function findMeantWords(sql: Sql, words: readonly SearchWord[]): Promise<MeantWords> {
  const typed = words.map(({ word }) => word).filter((word) => /^[a-z]{3,60}$/.test(word));
  const pairs = words.slice(1).map(({ word }, i) => ({ first: words[i]?.word ?? '', word }));
  const [candidates, known] = await Promise.all([
    candidatesFor(sql, typed),
    knownAmong(sql, [
      ...pairs.map(({ first, word }) => first + word),
      ...typed.flatMap((word) => splits(word).flat()),
    ]),
  ]);
  const similar = new Map<string, (readonly string[])[]>();
  const unknown = new Set<string>();
  for (const word of typed) {
    const found: (readonly string[])[] = best(word, candidates).map((w) => [w]);
    for (const parts of splits(word)) if (parts.every((part) => known.has(part))) found.push(parts);
    for (const pair of pairs) {
      const joined = pair.first + pair.word;
      if ((pair.first === word || pair.word === word) && known.has(joined)) found.push([joined]);
    }
    similar.set(word, found);
    const begins = candidates.some((c) => c.typed === word && c.word.startsWith(word));
    if (found.length === 0 && !begins) unknown.add(word);
  }
  return { similar, unknown };
}

/** Words of the register a slip away, with much in common, or with the typed word within them. */
async function candidatesFor(sql: Sql, typed: readonly string[]): Promise<Candidate[]> {
  const slips = typed.map((word) => (slipsAllowed(word) > 0 ? oneSlipAway(word) : []));
  return sql.query<Candidate>(
    `SELECT t.typed, c.word, strpos(c.word, t.typed) > 0 AS within
       FROM unnest($1::text[], $2::text[], $3::boolean[]) AS t(typed, pattern, long),
            LATERAL (
              (SELECT word FROM register_word WHERE word LIKE t.pattern LIMIT 200)
              UNION
              (SELECT word FROM register_word WHERE t.long AND word % t.typed
                ORDER BY similarity(word, t.typed) DESC, word LIMIT 50)) c
     UNION
     SELECT s.typed, w.word, false
       FROM unnest($4::text[], $5::text[]) AS s(typed, near) JOIN register_word w ON w.word = s.near`,
    [
      typed,
      typed.map((word) => `%${word}%`),
      typed.map((word) => slipsAllowed(word) > 1),
      typed.flatMap((word, i) => (slips[i] ?? []).map(() => word)),
      slips.flat(),
    ],
  );
}

/** The nearest of the candidates for a word: fewest slips first, then those it stands within. */
function best(typed: string, candidates: readonly Candidate[]): string[] {
  const allowed = slipsAllowed(typed);
  return candidates
    .filter((c) => c.typed === typed && !c.word.startsWith(typed))
    .map(({ word, within }) => ({ word, slips: within ? allowed : nearest(typed, word) }))
    .filter(({ slips }) => slips <= allowed)
    .sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
    .slice(0, mostAlternatives)
    .map(({ word }) => word);
}

/** Slips between a typed word and a word or its beginning: people leave off the end of long words. */
const nearest = (typed: string, word: string): number =>
  Math.min(slipsBetween(typed, word), slipsBetween(typed, word.slice(0, typed.length)));

function splits(word: string): string[][] {
  const places = Array.from({ length: Math.max(0, word.length - 5) }, (_, i) => i + 3);
  return places.map((at) => [word.slice(0, at), word.slice(at)]);
}

async function knownAmong(sql: Sql, words: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ word: string }>(
    'SELECT word FROM register_word WHERE word = ANY($1::text[])',
    [words],
  );
  return new Set(rows.map(({ word }) => word));
}
