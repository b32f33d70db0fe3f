import type { Guess, KnownCase } from './known';
import { namesHome } from './home-names';
import type { Traces } from './traces';

/** Providers of mail to everybody: their domain says nothing of where somebody works. */
const everybodys =
  /^(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|talktalk|virginmedia|ntlworld|tiscali|plus|gmx|proton|protonmail|mail|nhs|care)\.(?:[a-z]{2,3}|co\.uk|org\.uk|net|com)$/;

export const isEverybodysDomain = (domain: string): boolean => everybodys.test(domain);

const most = 10;

/**
 * The cases a message may be about, the likeliest first, each with every reason. For a person to
 * choose from: nothing is ever filed by a guess.
 * @param first cases that a letter named in the message is about, with why
 */
export function guess(
  traces: Traces,
  cases: readonly KnownCase[],
  first: readonly { case: KnownCase; score: number; why: string }[],
): Guess[] {
  const found = new Map<string, { score: number; why: string[]; case: KnownCase }>();
  const add = (one: KnownCase, score: number, why: string): void => {
    const entry = found.get(one.caseId) ?? { score: 0, why: [], case: one };
    if (entry.why.includes(why)) return;
    entry.score += score;
    entry.why.push(why);
    found.set(one.caseId, entry);
  };
  for (const one of first) add(one.case, one.score, one.why);
  for (const one of [...first.map((entry) => entry.case), ...cases])
    for (const [score, why] of reasons(traces, one)) add(one, score, why);
  const ranked = [...found.values()].sort(
    (a, b) =>
      b.score - a.score ||
      Number(b.case.isOpen) - Number(a.case.isOpen) ||
      (b.case.lastWrittenAt ?? 0) - (a.case.lastWrittenAt ?? 0) ||
      a.case.caseId.localeCompare(b.case.caseId),
  );
  return ranked.slice(0, most).map(({ score, why, case: { caseId } }) => ({ caseId, score, why }));
}

function reasons(traces: Traces, one: KnownCase): (readonly [number, string])[] {
  const domain = traces.senderDomain;
  const all: (readonly [number, string])[] = [];
  if (one.cqcLocationId && traces.cqcLocationIds.includes(one.cqcLocationId))
    all.push([60, `It names the CQC location ID ${one.cqcLocationId} of ${one.homeName}.`]);
  if (one.odsCode && traces.odsCodes.includes(one.odsCode))
    all.push([60, `It names the ODS code ${one.odsCode} of ${one.homeName}.`]);
  if (one.postcode && traces.postcodes.includes(one.postcode))
    all.push([40, `It names the postcode ${one.postcode} of ${one.homeName}.`]);
  if (namesHome(traces.words, one.homeName)) all.push([40, `It names ${one.homeName}.`]);
  if (domain && !isEverybodysDomain(domain) && one.domains.includes(domain))
    all.push([30, `The sender writes from ${domain}, as ${one.homeName} does.`]);
  return all;
}
