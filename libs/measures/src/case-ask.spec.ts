import { everyCase } from '@app/domain';
import {
  type CaseAsk,
  casesHref,
  filterOfAsk,
  isNarrowed,
  readCaseAsk,
  writeCaseAsk,
} from './case-ask';

const me = '6f0f2f3e-0000-4000-8000-000000000001';
const other = '6f0f2f3e-0000-4000-8000-000000000002';
const asker = { scope: everyCase, officerId: me };

const everything: CaseAsk = {
  view: other,
  q: 'oak & ash',
  closed: true,
  stage: 'proving',
  waitingOn: 'provider',
  party: 'post',
  stalled: 'otp-not-arrived',
  since: { least: 14, most: 29 },
  slow: true,
  breached: true,
  officer: me,
  mine: true,
  provider: '1-101',
  authority: 'Lincolnshire',
  icb: 'NHS Lincolnshire ICB',
  careHome: false,
  sort: 'waiting',
  columns: ['stage', 'provider'],
};

const fromAddress = (address: string): CaseAsk =>
  readCaseAsk(Object.fromEntries(new URL(address, 'http://x').searchParams));

describe('what a list of cases is asked for', () => {
  it('is read back as it was written', () => {
    expect(fromAddress(casesHref(everything))).toEqual(everything);
    expect(fromAddress(casesHref({ since: { least: 60 } }, '/stalled'))).toEqual({
      since: { least: 60 },
    });
    expect(casesHref({})).toBe('/cases');
    expect(casesHref({ mine: true }, '/stalled', 'abc')).toBe('/stalled?whose=mine&cursor=abc');
    expect([...writeCaseAsk(everything).keys()]).toHaveLength(Object.keys(everything).length);
  });

  it.each([
    ['a stage there is not', { stage: 'nowhere' }],
    ['a name objects have', { stage: 'constructor', stalled: '__proto__', sort: 'toString' }],
    ['days that are none', { since: 'soon' }],
    ['days that go backwards', { since: '29-14' }],
    ['an officer without an id', { officer: "'; drop table" }],
    ['a text no database holds', { q: 'oak\0', provider: '\0' }],
    ['a text nobody means', { q: 'x'.repeat(201) }],
    ['nothing but spaces', { q: '  ', authority: ' ' }],
    ['a thing', { q: { a: 1 } }],
    ['columns there are not', { columns: 'shoe,size' }],
  ])('%s is left out', (_, sent) => {
    expect(readCaseAsk(sent)).toEqual({});
  });

  it('takes columns as a form sends them: one field each, in the order of lists', () => {
    expect(readCaseAsk({ columns: ['officer', 'stage'] })).toEqual({
      columns: ['stage', 'officer'],
    });
  });

  it('is narrowed by what leaves cases out, not by columns, order or view', () => {
    expect(isNarrowed({ sort: 'home', columns: ['stage'], view: other })).toBe(false);
    expect(isNarrowed({ closed: true })).toBe(true);
  });

  it('becomes a filter', () => {
    expect(filterOfAsk({ ...everything, mine: undefined, authority: 'none' }, asker, [])).toEqual({
      scope: everyCase,
      open: false,
      stage: 'proving',
      waitingOn: 'provider',
      party: 'post',
      officerId: me,
      breached: true,
      stalled: 'otp-not-arrived',
      stalledDays: { least: 14, most: 29 },
      slowerThan: [],
      providerId: '1-101',
      localAuthority: null,
      icb: 'NHS Lincolnshire ICB',
      careHome: false,
      q: 'oak & ash',
    });
    expect(filterOfAsk({ mine: true, officer: other }, asker)).toEqual({
      scope: { officerIds: [] },
      officerId: me,
    });
  });
});
