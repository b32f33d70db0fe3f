import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import type { Stage } from '../cases/stages';
import { asItStood, newsOfSite, type SiteOnRegister, type SiteUpdate } from './register-news';

const site = (overrides: Partial<SiteOnRegister> = {}): SiteOnRegister => ({
  registrationStatus: 'registered',
  deregisteredOn: null,
  dormant: false,
  providerId: '1-2000000001',
  odsCode: 'VZZ01',
  registeredManagers: ['Ms Ann Lee'],
  ...overrides,
});

const update = (
  before: Partial<SiteOnRegister> | null,
  after: Partial<SiteOnRegister>,
  asOf = '2026-11-10',
): SiteUpdate => ({ before: before && site(before), after: site(after), asOf });

const today = '2026-11-20';

const news = (given: SiteUpdate, facts: a.GivenFact[] = [], stage: Stage = 'preparing') =>
  newsOfSite(given, fold(a.factsOf(a.caseOpened('2026-10-01'), ...facts)), stage, today);

const fact = (given: SiteUpdate, ...facts: a.GivenFact[]) => {
  const found = news(given, facts).fact;
  return found && `${found.type} ${found.on}`;
};

const gone = { registrationStatus: 'deregistered', deregisteredOn: '2026-11-02' } as const;

describe('what a register tells an open case', () => {
  it.each<[string, SiteUpdate, a.GivenFact[], string | null]>([
    ['deregistered, on CQC’s own day', update({}, gone), [], 'site-deregistered 2026-11-02'],
    [
      'deregistered, without a day',
      update({}, { ...gone, deregisteredOn: null }),
      [],
      'site-deregistered 2026-11-10',
    ],
    [
      'deregistered on a day to come: never in the future',
      update({}, { ...gone, deregisteredOn: '2026-12-31' }),
      [],
      'site-deregistered 2026-11-20',
    ],
    [
      'a file that speaks of a day to come',
      update({}, { dormant: true }, '2027-01-01'),
      [],
      'site-dormant 2026-11-20',
    ],
    ['dormant', update({}, { dormant: true }), [], 'site-dormant 2026-11-10'],
    [
      'open again after dormancy',
      update({ dormant: true }, { dormant: false }),
      [a.dormant('2026-10-05')],
      'site-reopened 2026-11-10',
    ],
    [
      'registered again',
      update(gone, {}),
      [a.deregistered('2026-11-02')],
      'site-reopened 2026-11-10',
    ],
    [
      'an older day than the newest change known takes the day of the file',
      update({}, gone),
      [a.dormant('2026-11-05')],
      'site-deregistered 2026-11-10',
    ],
    [
      'and an older file the day of that change',
      update({}, gone, '2026-11-03'),
      [a.dormant('2026-11-05')],
      'site-deregistered 2026-11-05',
    ],
    ['what the case knows already', update({}, gone), [a.deregistered('2026-11-01')], null],
    [
      'what the file only repeats, though an officer knows better',
      update({ dormant: true }, { dormant: true, providerId: '1-2000000002' }),
      [a.dormant('2026-10-05'), a.siteReopened('2026-10-20')],
      null,
    ],
    [
      'nothing the register says',
      update({}, { registrationStatus: null, dormant: null }),
      [],
      null,
    ],
    [
      'a record just created that is dormant',
      update(null, { dormant: true }),
      [],
      'site-dormant 2026-11-10',
    ],
  ])('%s', (_, given, facts, expected) => {
    expect(fact(given, ...facts)).toBe(expected);
  });

  it.each<[string, SiteUpdate, Stage, a.GivenFact[], string[]]>([
    ['a new owner', update({}, { providerId: '1-2000000002' }), 'live', [], ['new-owner']],
    ['an owner first known', update({ providerId: null }, {}), 'live', [], []],
    ['an ODS code at last', update({ odsCode: null }, {}), 'eligibility', [], ['ods-code']],
    [
      'the code that was confirmed',
      update({ odsCode: null }, {}),
      'eligibility',
      [a.odsCode('2026-10-02', 'VZZ01')],
      [],
    ],
    ['a code before anybody agreed', update({ odsCode: null }, {}), 'prospect', [], []],
    [
      'another manager',
      update({}, { registeredManagers: ['Mr Bob Roy'] }),
      'proving',
      [],
      ['manager'],
    ],
    ['no manager any more', update({}, { registeredManagers: [] }), 'proving', [], ['manager']],
    ['a manager first named', update({ registeredManagers: null }, {}), 'proving', [], []],
    [
      'the same managers in another order',
      update({ registeredManagers: ['A', 'B'] }, { registeredManagers: ['B', 'A'] }),
      'proving',
      [],
      [],
    ],
    [
      'the accounts of a home that has closed',
      update({}, gone),
      'live',
      [a.named('2026-10-02', 'Ann'), a.created('2026-10-03', 'Ann')],
      ['leavers'],
    ],
    [
      'accounts of leavers no more',
      update({}, gone),
      'live',
      [
        a.named('2026-10-02', 'Ann'),
        a.created('2026-10-03', 'Ann'),
        a.leaving('2026-10-04', 'Ann'),
      ],
      [],
    ],
    ['a home that closed before anybody had an account', update({}, gone), 'proving', [], []],
  ])('asks about %s as it should', (_, given, stage, facts, expected) => {
    expect(news(given, facts, stage).asks).toEqual(expected);
  });
});

describe('a record as it stood', () => {
  it('is the one of now with later changes taken back, the newest first', () => {
    const now = { name: 'C', phone: '3' };
    expect(asItStood(now, [{ name: 'A' }, { name: 'B', phone: '2' }])).toEqual({
      name: 'A',
      phone: '2',
    });
  });
});
