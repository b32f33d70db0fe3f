import { isClosed } from '../second-reading/given-fact';
import { restedMatters } from '../second-reading/questions';
import { differs } from './in-words';
import type { Replayed } from './replay';
import type { CaseRows } from './stored-case';

/** What is wrong with what Today does not show before a day, in plain words. */
export function checkPutOff({ putOff }: CaseRows, { walk }: Replayed): string[] {
  const said = isClosed(walk.standing) ? [] : restedMatters(walk.standing);
  const matters = new Set([...putOff, ...said].map(({ matter }) => matter));
  return [...matters].sort().flatMap((matter) => {
    const stored = putOff.find((row) => row.matter === matter);
    const called = said.find((row) => row.matter === matter);
    return [
      ...differs(`the day on which "${matter}" comes up again`, stored?.until, called?.until),
      ...differs(`since when "${matter}" is put off`, stored?.since, called?.since),
    ];
  });
}
