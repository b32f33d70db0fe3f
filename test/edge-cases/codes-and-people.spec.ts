/*
 * Edge cases 34 to 46 of the domain rules, section 10: ODS codes, the people named, and the owner of
 * the mailbox. Each is named by what is expected.
 *
 * | Case   | Tested here                                      | Comes with                        |
 * | ------ | ------------------------------------------------ | --------------------------------- |
 * | 34     | no code is taken for a site by itself            | an import: registers.db.spec.ts   |
 * | 35, 36 | the question to ask first; no letters meanwhile  | the code's coming: likewise       |
 * | 42     | nothing                                          | joiners on the person form        |
 * | 44     | as a stall an officer may choose                 | a warning when they are named     |
 */
import { readiness, shippedPolicy } from '@app/domain';
import * as a from '../builders/facts';
import { lastState, refusedIn, rungOf, simulated } from '../builders/simulations';
import { missing, stateOf, stuck, whereItStands } from '../builders/standings';

const eligible = [
  a.agreed('2026-11-01'),
  a.nhsmailChecked('2026-11-01'),
  a.published('2026-05-20', 'met', '25/26'),
];

const person = (name: string, n: number, more: a.GivenFact = {}) =>
  a.named('2026-11-02', name, {
    mobile: `07700 90000${n}`,
    email: `${name.toLowerCase()}@home.example`,
    role: 'member',
    ...more,
  });

const refusals = (...given: a.GivenFact[]): string[] =>
  refusedIn(simulated('2026-11-20T10:00:00Z', given));

describe('ODS codes', () => {
  it('34: a site without a confirmed code is asked for one, whatever its register file says', () => {
    const site = { inScope: true, postcode: 'LN1 1AA', odsCode: 'VLX1A' };
    const found = readiness(stateOf(...eligible), site, '2026-11-02', shippedPolicy);
    expect(found.missing.map((m) => m.code)).toContain('ods-code-missing');
  });

  it('35: no code for the postcode: existing accounts are asked about first', () => {
    const site = { inScope: true, postcode: 'LN1 1AA', odsCode: null };
    const { missing: asked } = readiness(stateOf(...eligible), site, '2026-11-02', shippedPolicy);
    const ask = asked.find((m) => m.code === 'ods-code-missing')?.ask;
    expect(ask).toContain('ask the helpdesk about existing accounts first');
  });

  it('36: while a new site waits for its code nobody is chased', () => {
    const waiting = [...eligible, a.stallNoted('2026-11-02T10:00:00Z', 'ods-code-not-found')];
    const run = simulated('2026-11-02T10:00:00Z', waiting, '2027-01-01T00:00:00Z');
    expect(run.followUps.filter((f) => f.outcome === 'sent')).toEqual([]);
    expect(lastState(run)).toContain('ods-code-not-found');
  });

  it('37: a headquarters code is not enough: the site’s own is asked for', () => {
    const facts = [...eligible, a.odsCode('2026-11-02', 'A1B2')];
    expect(missing('2026-11-02', ...facts)).toContain('ods-code-headquarters');
    expect(stuck('2026-11-03T10:00:00Z', ...facts)).toContain('hq-ods-code');
  });

  it('38: V and five digits is blocked and explained', () => {
    const run = simulated('2026-11-20T10:00:00Z', [a.odsCode('2026-11-02', 'V12345')]);
    expect(run.refused).toMatchObject([
      { code: 'invalid-ods-code', message: expect.stringContaining('dental') },
    ]);
  });
});

describe('the people named', () => {
  it('39: one person alone does not leave preparation', () => {
    const alone = [...eligible, person('Ann', 1), a.prepared('2026-11-03')];
    expect(whereItStands(...alone)).toBe('preparing provider');
    expect(stuck('2026-11-04T10:00:00Z', ...alone)).toContain('fewer-than-two-people');
    expect(whereItStands(...alone, person('Bob', 2))).toBe('proving provider');
  });

  it('39: the eleventh is blocked; the tenth is not', () => {
    const ten = Array.from({ length: 10 }, (_, n) => a.named('2026-11-02', `Person ${n}`));
    const run = simulated('2026-11-20T10:00:00Z', [...ten, a.named('2026-11-03', 'Eleventh')]);
    expect(run.refused).toMatchObject([
      { fact: 10, code: 'too-many-people', message: expect.stringContaining('helpdesk') },
    ]);
    const oneLeft = [
      ...ten,
      a.removed('2026-11-03', 'Person 0'),
      a.named('2026-11-04', 'Eleventh'),
    ];
    expect(refusals(...oneLeft)).toEqual([]);
  });

  it.each([
    ['07700 900001', '+44 7700 900001'],
    ['+447700900001', '07700900001'],
    ['0044 7700 900001', '+44 (0)7700 900001'],
  ])('40: the same mobile written %s and %s is one number, and blocked', (one, other) => {
    const both = [person('Ann', 1, { mobile: one }), person('Bob', 2, { mobile: other })];
    expect(refusals(...both)).toEqual(['1 duplicate-mobile']);
  });

  it('40: let through with a reason it shows as a stall until it is mended', () => {
    const shared = person('Bob', 2, { mobile: '07700 900001', override: 'he has no other yet' });
    const both = [...eligible, person('Ann', 1), shared];
    expect(refusals(...both)).toEqual([]);
    expect(stuck('2026-11-04T10:00:00Z', ...both)).toContain('duplicate-mobile');
    const mended = a.named('2026-11-05', 'Bob', { mobile: '07700 900002' });
    expect(stuck('2026-11-06T10:00:00Z', ...both, mended)).not.toContain('duplicate-mobile');
  });

  it('41: a couple’s one email address is blocked', () => {
    const both = [
      person('Ann', 1, { email: 'lee@home.example' }),
      person('Bob', 2, { email: 'lee@home.example' }),
    ];
    expect(refusals(...both)).toEqual(['1 duplicate-email']);
  });

  it('43: the owner of another site’s mailbox may own this one: numbers are compared within a site', () => {
    const owner = person('Ann', 1, { role: 'owner' });
    expect(refusals(owner)).toEqual([]);
    expect(refusals(person('Bob', 2), owner)).toEqual([]);
    const alone = [...eligible, owner];
    expect(missing('2026-11-03', ...alone)).toContain('one-person-only');
  });

  it('44: only people of the head office is a reason an officer may choose', () => {
    const noted = [...eligible, a.stallNoted('2026-11-04T10:00:00Z', 'head-office-only')];
    expect(stuck('2026-11-05T10:00:00Z', ...noted)).toEqual(['head-office-only']);
  });
});

describe('the owner of the mailbox', () => {
  const named = [person('Ann', 1, { role: 'owner' }), person('Bob', 2), person('Cat', 3)];
  const inUse = (name: string): a.GivenFact[] => [
    a.created('2026-11-10', name),
    a.activated('2026-11-12', name),
    a.openedMailbox('2026-11-13', name),
  ];
  const newOwner = a.named('2026-11-14', 'Bob', { role: 'owner' });

  it.each<[string, a.GivenFact]>([
    ['is taken off', a.removed('2026-11-11', 'Ann')],
    ['is marked as a leaver', a.leaving('2026-11-11', 'Ann')],
  ])('45: when the only one %s before it is live, a new one is needed first', (_, gone) => {
    const facts = [
      ...named,
      a.created('2026-11-10', 'Ann'),
      gone,
      ...inUse('Bob'),
      ...inUse('Cat'),
    ];
    expect(whereItStands(...facts)).toBe('activating provider');
    expect(whereItStands(...facts, newOwner)).not.toContain('activating');
  });

  it('46: when the only one leaves a live site the officer acts at once, by the registered telephone', () => {
    const live = [...named, ...inUse('Ann'), ...inUse('Bob')];
    expect(whereItStands(...live)).toBe('live provider');
    const left = [...live, a.leaving('2026-11-20', 'Ann')];
    expect(whereItStands(...left)).toBe('aftercare officer');
    expect(whereItStands(...left, a.named('2026-11-21', 'Bob', { role: 'owner' }))).toBe(
      'aftercare provider',
    );
    const run = simulated('2026-11-20T10:00:00Z', left);
    expect(rungOf(run, 'leaver', 'marked')?.outcome).toBe('sent');
  });

  it('46: of two owners one may leave', () => {
    const two = [...named, newOwner, ...inUse('Ann'), ...inUse('Bob')];
    expect(whereItStands(...two, a.leaving('2026-11-20', 'Ann'))).toBe('aftercare provider');
  });
});
