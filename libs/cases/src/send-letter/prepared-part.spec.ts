import { fold, type Refused, shippedPolicy, workingCalendar } from '@app/domain';
import * as a from '../../../../test/builders/facts';
import { type PreparedKind, preparedKinds } from './letter-wish';
import { keptBackBy } from './kept-back';
import type { PreparedFrom } from './prepared-from';
import { fittingKind, preparedPart } from './prepared-part';

const clocks = { policy: shippedPolicy, calendar: workingCalendar([]) };

const from = (...facts: a.GivenFact[]): PreparedFrom => ({
  state: fold(a.factsOf(a.caseOpened('2026-11-01'), ...facts)),
  site: { inScope: true, postcode: 'LN1 1AA', odsCode: null },
  clocks,
  day: '2026-11-23',
  names: new Map([['p1', 'Ann Lee']]),
  person: null,
});

const agreed = a.agreed('2026-11-02');
const good = a.published('2026-06-20');
const eligible = [agreed, a.nhsmailChecked('2026-11-03'), good, a.odsCode('2026-11-04')];

const whole = [
  a.named('2026-11-05', 'p1', {
    mobile: '07700 900001',
    email: 'ann@home.example',
    role: 'owner and administrator',
  }),
  a.named('2026-11-05', 'p2', { mobile: '07700 900002', email: 'b@home.example', role: 'member' }),
];
const compared = { ...a.odsCode('2026-11-04'), postcode: 'agrees' };
const proven = [...eligible, compared, ...whole, a.contactId('2026-11-06')];
const sent = [...proven, a.submitted('2026-11-20T10:00:00Z')];

describe('the prepared letter that fits', () => {
  it.each<[string, string | null, a.GivenFact[]]>([
    ['a home nobody has spoken to', 'invitation', []],
    ['one whose DSPT is not known', 'eligibility', [agreed]],
    [
      'one whose DSPT has ended',
      'dspt-needed',
      [agreed, a.published('2025-06-20', 'met', '24/25')],
    ],
    ['one that may apply', 'gather', eligible],
    [
      'one of whose people something is missing',
      'fix-details',
      [...eligible, a.named('2026-11-05', 'p1')],
    ],
    ['one that has named its people in full', null, [...eligible, ...whole]],
    ['one that waits for NHSmail', null, [a.submitted('2026-11-20T10:00:00Z')]],
    ['one that is parked', 'parked', [a.parked('2026-11-20T10:00:00Z', '2027-01-04')]],
    ['one that is closed', 'closed', [a.closed('2026-11-20T10:00:00Z')]],
  ])('%s: %s', (_, expected, facts) => {
    expect(fittingKind(from(...facts))).toBe(expected);
  });

  it('has something true to say wherever it is proposed', () => {
    const states = [[], [agreed], eligible, [a.closed('2026-11-20T10:00:00Z')]];
    for (const facts of states) {
      const kind = fittingKind(from(...facts));
      expect(kind && keptBackBy(kind, from(...facts))).toBeNull();
    }
  });
});

describe('a prepared letter', () => {
  it('names what stands in the way, once it is known', () => {
    const lapsed = [agreed, a.published('2025-06-20', 'met', '24/25')];
    expect(preparedPart('dspt-needed', from(...lapsed))).toMatchObject({
      standing: 'ended',
      edition: '24/25',
      endedOn: '2026-06-30',
    });
    expect(preparedPart('eligibility', from(...lapsed))).toMatchObject({ result: 'not-yet' });
    expect(preparedPart('eligibility', from(...eligible))).toMatchObject({ result: 'can-apply' });
    const accounts = from(agreed, a.nhsmailChecked('2026-11-03', 'accounts'));
    expect(preparedPart('eligibility', accounts)).toMatchObject({ result: 'has-it-already' });
  });

  it('says of somebody who is away from the list only what is held', () => {
    expect(preparedPart('joiner', { ...from(), person: 'p1' })).toMatchObject({ name: 'Ann Lee' });
    expect(preparedPart('joiner', { ...from(), person: 'p9' })).toMatchObject({ name: null });
  });

  it('is refused with a sentence where it would say what is not so', () => {
    const refused = preparedKinds.filter((kind) => keptBackBy(kind, from()) !== null);
    expect(refused).toEqual(
      expect.arrayContaining(['dspt-needed', 'fix-details', 'ready', 'live', 'parked', 'closed']),
    );
    const sentence = (kind: (typeof preparedKinds)[number]) => {
      try {
        preparedPart(kind, from());
        return '';
      } catch (error) {
        return (error as Refused).message;
      }
    };
    expect(sentence('ready')).toMatch(
      /^That letter does not fit: one thing is still missing before they can apply: .+\?$/,
    );
    expect(sentence('live')).toBe('That letter does not fit: the home has no NHSmail yet.');
    expect(sentence('dspt-needed')).toContain('nobody has recorded how the DSPT stands');
  });
});

/** Every letter, beside what keeps it back, in words; none where it always has something true to say. */
describe('what keeps a prepared letter back', () => {
  const findings: [PreparedKind, string | null, a.GivenFact[]][] = [
    ['invitation', 'they have agreed already', [agreed]],
    ['invitation', 'the application has been sent', sent],
    ['invitation', null, [agreed, a.declined('2026-11-10')]],
    ['eligibility', 'the application has been sent', sent],
    ['dspt-needed', 'nobody has recorded how the DSPT stands', [agreed]],
    ['dspt-needed', 'the DSPT lets them apply', [agreed, good]],
    ['gather', 'the list of people is in', [...eligible, ...whole]],
    ['gather', 'the application has been sent', sent],
    ['gather', null, [...eligible, ...whole, a.removed('2026-11-06', 'p2')]],
    ['fix-details', 'nobody is named yet', eligible],
    ['fix-details', 'nothing is wrong with the details', [...eligible, ...whole]],
    [
      'ready',
      '3 things are still missing before they can apply, first: What will Ann Lee',
      [...eligible, compared, a.named('2026-11-05', 'p1'), a.named('2026-11-05', 'p2')],
    ],
    [
      'ready',
      'one thing is still missing before they can apply: Compare the postcode',
      [...eligible, ...whole, a.contactId('2026-11-06')],
    ],
    ['ready', 'the application has been sent', sent],
    ['ready', null, proven],
    ['live', 'the home has no NHSmail yet', sent],
    ['live', null, [...sent, a.replied('2026-11-21T10:00:00Z', 'accepted')]],
    ['joiner', null, []],
    ['owner-change', null, []],
    ['parked', 'the case is not parked', []],
    ['closed', 'the case is open', []],
  ];

  it.each(findings)('%s: %s', (kind, expected, facts) => {
    const why = keptBackBy(kind, from(...facts));
    if (expected === null) expect(why).toBeNull();
    else expect(why).toContain(expected);
  });

  it('is told of every kind', () => {
    expect(new Set(findings.map(([kind]) => kind))).toEqual(new Set(preparedKinds));
  });
});
