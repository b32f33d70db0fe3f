import { fold, type Refused, shippedPolicy, workingCalendar } from '@app/domain';
import * as a from '../../../../test/builders/facts';
import { preparedKinds } from './letter-wish';
import { fits, fittingKind, type PreparedFrom, preparedPart } from './prepared-part';

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
      expect(kind && fits(kind, from(...facts))).toBe(true);
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
    const refused = preparedKinds.filter((kind) => !fits(kind, from()));
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
    expect(sentence('live')).toBe('That letter does not fit: the home has no NHSmail yet.');
    expect(sentence('dspt-needed')).toContain('nobody has recorded how the DSPT stands');
  });
});
