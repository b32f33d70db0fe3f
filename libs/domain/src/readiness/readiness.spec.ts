import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { shippedPolicy } from '../policy';
import { type RegisteredSite, readiness } from './readiness';

const site: RegisteredSite = { inScope: true, postcode: 'LN1 1AA', odsCode: 'VLX1A' };
const day = '2026-11-20';

const person = (name: string, n: number, role = 'member', more: object = {}): a.GivenFact => ({
  ...a.named('2026-11-05', name),
  mobile: `0770090012${n}`,
  email: `${name.toLowerCase()}@example.org`,
  role,
  ...more,
});

/** Each step of a case that lacks nothing. */
const steps = {
  opened: a.caseOpened('2026-11-01'),
  agreed: a.agreed('2026-11-02'),
  asked: a.nhsmailChecked('2026-11-02'),
  dspt: a.published('2026-08-01', 'met', '25/26'),
  ods: { ...a.odsCode('2026-11-03', 'VLX1A'), postcode: 'agrees' },
  ann: person('Ann', 1, 'owner'),
  bob: person('Bob', 2, 'owner and administrator'),
  contactId: a.contactId('2026-11-06'),
};

type Step = keyof typeof steps;

/** The complete case with steps left out or replaced, and facts after it. */
function listed(
  changes: Partial<Record<Step, a.GivenFact | null>>,
  then: a.GivenFact[] = [],
  where: RegisteredSite = site,
) {
  const given = (Object.keys(steps) as Step[]).flatMap((step) => {
    const change = changes[step];
    return change === null ? [] : [change ?? steps[step]];
  });
  return readiness(fold(a.factsOf(...given, ...then)), where, day, shippedPolicy);
}

const codes = (...given: Parameters<typeof listed>): string => {
  const { missing, warnings } = listed(...given);
  return [...missing.map((m) => m.code), ...warnings.map((w) => `(${w.code})`)].join(' ');
};

describe('what is still missing before a site can apply', () => {
  it('nothing of a complete case', () => {
    expect(listed({})).toEqual({ applies: true, ready: true, missing: [], warnings: [] });
  });

  it.each<[string, Parameters<typeof listed>, string]>([
    ['nobody has agreed: only that is asked', [{ agreed: null, dspt: null }], 'not-agreed'],
    ['declined', [{}, [a.declined('2026-11-10')]], 'declined'],
    ['dormant (case 31)', [{}, [a.dormant('2026-11-10')]], 'site-dormant'],
    ['deregistered (case 30)', [{}, [a.deregistered('2026-11-10')]], 'site-deregistered'],
    ['run by the NHS', [{}, [], { ...site, inScope: false }], 'out-of-scope'],
    ['existing NHSmail not asked about', [{ asked: null }], 'existing-nhsmail-unknown'],
    [
      'existing NHSmail found: nothing else matters',
      [{ asked: a.nhsmailChecked('2026-11-02', 'accounts'), dspt: null }],
      'already-has-nhsmail',
    ],
    ['no DSPT known', [{ dspt: null }], 'dspt-unknown'],
    [
      'DSPT not published',
      [{ dspt: a.published('2026-08-01', 'not-published') }],
      'dspt-not-published',
    ],
    ['DSPT not met', [{ dspt: a.published('2026-08-01', 'not-met') }], 'dspt-too-low'],
    ['DSPT lapsed', [{ dspt: a.published('2025-06-01', 'met', '24/25') }], 'dspt-expired'],
    ['approaching once', [{ dspt: a.published('2026-06-01', 'approaching', '25/26') }], ''],
    [
      'approaching again (case 21)',
      [
        { dspt: a.published('2025-06-01', 'approaching', '24/25') },
        [a.published('2026-06-01', 'approaching', '25/26')],
      ],
      '(approaching-already-used)',
    ],
    ['no ODS code', [{ ods: null }], 'ods-code-missing'],
    [
      'a headquarters code (case 37)',
      [{ ods: a.odsCode('2026-11-03', 'AB12') }],
      'ods-code-headquarters',
    ],
    [
      'a new-style code: accepted with a warning',
      [
        { ods: { ...a.odsCode('2026-11-03', 'B1C2D'), postcode: 'agrees' } },
        [],
        { ...site, odsCode: null },
      ],
      '(ods-code-new-style)',
    ],
    [
      'a code of another kind',
      [
        { ods: { ...a.odsCode('2026-11-03', '8HK29'), postcode: 'agrees' } },
        [],
        { ...site, odsCode: '8HK29' },
      ],
      '(ods-code-other-kind)',
    ],
    [
      'a dental code that was let through (case 38)',
      [{ ods: a.odsCode('2026-11-03', 'V12345') }],
      'ods-code-impossible',
    ],
    [
      'another code than the register’s',
      [{ ods: { ...a.odsCode('2026-11-03', 'VLX9Z'), postcode: 'agrees' } }],
      '(ods-code-differs)',
    ],
    ['postcode not compared', [{ ods: a.odsCode('2026-11-03', 'VLX1A') }], 'postcode-not-compared'],
    [
      'postcode differs',
      [{ ods: { ...a.odsCode('2026-11-03', 'VLX1A'), postcode: 'differs' } }],
      'postcode-differs',
    ],
    ['nobody named', [{ ann: null, bob: null }], 'no-people'],
    ['one person only (case 39)', [{ bob: null }], 'one-person-only'],
    [
      'eleven people (case 39)',
      [
        {},
        'CDEFGHIJK'.split('').map((c, n) => person(c, 0, 'member', { mobile: `0770090020${n}` })),
      ],
      'too-many-people',
    ],
    ['no owner', [{ ann: person('Ann', 1), bob: person('Bob', 2, 'administrator') }], 'no-owner'],
    ['no administrator', [{ bob: person('Bob', 2, 'owner') }], 'no-administrator'],
    ['one owner', [{ bob: person('Bob', 2, 'administrator') }], '(one-owner-only)'],
    [
      'a person without a role: who owns it is asked after',
      [{ ann: person('Ann', 1, undefined, { role: undefined }) }],
      'role-missing',
    ],
    ['no mobile', [{ ann: person('Ann', 1, 'owner', { mobile: undefined }) }], 'mobile-missing'],
    [
      'a landline',
      [{ ann: person('Ann', 1, 'owner', { mobile: '01522 123456' }) }],
      'mobile-not-uk',
    ],
    [
      'one mobile for two, written in two ways (case 40)',
      [{ bob: person('Bob', 2, 'owner and administrator', { mobile: '+44 7700 900121' }) }],
      'mobile-shared',
    ],
    ['no email', [{ ann: person('Ann', 1, 'owner', { email: undefined }) }], 'email-missing'],
    [
      'a malformed email',
      [{ ann: person('Ann', 1, 'owner', { email: 'ann@' }) }],
      'email-malformed',
    ],
    [
      'a couple with one email (case 41)',
      [{ bob: person('Bob', 2, 'owner and administrator', { email: 'ANN@example.org' }) }],
      'email-shared',
    ],
    [
      'a desk’s email',
      [{ ann: person('Ann', 1, 'owner', { email: 'office@example.org' }) }],
      '(generic-account)',
    ],
    ['no proof', [{ contactId: null }], 'proof-missing'],
    [
      'no proof is asked for before the rest is there',
      [{ contactId: null, dspt: null }],
      'dspt-unknown',
    ],
    [
      'a passcode in the post: is it there?',
      [{ contactId: null }, [a.requested('2026-11-10')]],
      'passcode-in-the-post',
    ],
    [
      'a passcode by email, and somebody is missing as well',
      [{ contactId: null, bob: null }, [a.requested('2026-11-10', 'email')]],
      'one-person-only passcode-in-the-email',
    ],
    [
      'a passcode in hand and in date',
      [{ contactId: null }, [a.requested('2026-11-10'), a.received('2026-11-16')]],
      '',
    ],
    [
      'a passcode that was used',
      [{ contactId: null }, [a.requested('2026-11-10'), a.used('2026-11-16T10:00:00Z')]],
      '',
    ],
    [
      'a passcode past its safe day',
      [{ contactId: null }, [a.requested('2026-10-20'), a.received('2026-11-16')]],
      'passcode-perhaps-dead',
    ],
    [
      'a passcode past every day it can be good',
      [{ contactId: null }, [a.requested('2026-10-10'), a.received('2026-10-16')]],
      'passcode-dead',
    ],
    [
      'two codes under way and one arrival (case 4)',
      [
        { contactId: null },
        [a.requested('2026-11-06'), a.requested('2026-11-10'), a.received('2026-11-12')],
      ],
      '(passcode-facts-conflict)',
    ],
    [
      'rejected: its proof is spent (case 17)',
      [{}, [a.submitted('2026-11-12T10:00:00Z'), a.replied('2026-11-13T10:00:00Z', 'rejected')]],
      'proof-spent',
    ],
    [
      'rejected, and new proof since',
      [
        {},
        [
          a.submitted('2026-11-12T10:00:00Z'),
          a.replied('2026-11-13T10:00:00Z', 'rejected'),
          a.contactId('2026-11-14'),
        ],
      ],
      '',
    ],
  ])('%s', (_, given, expected) => {
    expect(codes(...given)).toBe(expected);
  });

  it('a contact ID will do though a passcode is on its way (case 16)', () => {
    expect(codes({}, [a.requested('2026-11-10')])).toBe('');
  });

  it('asks nothing once the application has been sent, or the case is closed', () => {
    const sent = a.submitted('2026-11-12T10:00:00Z');
    const none = { applies: false, ready: false, missing: [], warnings: [] };
    expect(listed({ dspt: null }, [sent])).toEqual(none);
    expect(listed({}, [a.closed('2026-11-12T10:00:00Z')])).toEqual(none);
  });

  it('judges the DSPT on the day asked about', () => {
    const state = fold(a.factsOf(...Object.values(steps)));
    const on = (when: string) =>
      readiness(state, site, when, shippedPolicy).missing.map((m) => m.code);
    expect(on('2027-06-30')).toEqual([]);
    expect(on('2027-07-01')).toEqual(['dspt-expired']);
  });

  it('names those it is about, as the caller calls them, with the rule and its source', () => {
    const state = fold(
      a.factsOf(
        ...Object.values({ ...steps, ann: a.named('2026-11-05', 'p1') }),
        person('p3', 3, 'owner', { mobile: undefined }),
      ),
    );
    const names: Record<string, string> = { p1: 'Ann Ashby', p3: 'Cy Cole' };
    const { missing } = readiness(state, site, day, shippedPolicy, (p) => names[p] ?? p);
    expect(missing.find((m) => m.code === 'mobile-missing')).toEqual({
      code: 'mobile-missing',
      from: 'provider',
      ask: 'What is the mobile number of Ann Ashby and Cy Cole?',
      rule: 'Each person needs a UK mobile number and an email address of their own.',
      source: 'founding texts',
      people: ['p1', 'p3'],
    });
  });

  it('a person who was taken off is not asked about', () => {
    expect(
      codes({}, [person('Cy', 3, 'member', { mobile: undefined }), a.removed('2026-11-10', 'Cy')]),
    ).toBe('');
  });
});
