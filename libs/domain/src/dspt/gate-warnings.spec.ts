import { entry, siteCode, siteDspt } from '../../../../test/builders/dspt';
import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { dsptGateWarnings } from './gate-warnings';
import type { SiteDspt } from './site-dspt';
import { dsptStanding } from './standing';

const today = '2026-11-21';

const warnings = (facts: a.GivenFact[], given: Partial<SiteDspt>): string[] =>
  dsptGateWarnings(
    fold(a.factsOf(a.caseOpened('2026-01-01'), ...facts)),
    dsptStanding(siteDspt(given), today),
    today,
  ).map(({ code, todo }) => `${code} ${todo}`);

const met = entry(siteCode, '25/26 Standards Met', '2026-05-20');

describe('what to know of the DSPT before an application leaves', () => {
  it.each<[string, a.GivenFact[], Partial<SiteDspt>, string[]]>([
    ['case and list agree', [a.published('2026-05-20')], { listed: [met] }, []],
    ['neither knows anything', [], { listed: [] }, []],
    ['no list yet', [a.published('2026-05-20')], { listDay: null }, []],
    [
      'the list does not confirm the case',
      [a.published('2026-05-20')],
      { listed: [entry(siteCode, 'Not Published')] },
      ['case-open-list-shut check'],
    ],
    [
      'the site is in no list',
      [a.published('2026-05-20')],
      { listed: [] },
      ['case-open-list-shut check'],
    ],
    ['the list knows more', [], { listed: [met] }, ['list-open-case-shut record']],
    [
      'the case knows a newer publication, below',
      [a.published('2026-11-01', 'not-met')],
      { listed: [met] },
      ['list-open-case-shut check'],
    ],
    [
      'both shut',
      [a.published('2026-11-01', 'not-met')],
      { listed: [entry(siteCode, '25/26 Standards Not Met', '2026-11-01')] },
      [],
    ],
  ])('%s', (_, facts, given, expected) => {
    expect(warnings(facts, given)).toEqual(expected);
  });
});
