import * as a from '../../../../test/builders/facts';
import { fold } from '../cases/evolve';
import { validTo } from './edition';
import { dsptGate } from './gate';

const gate = (day: string, ...given: a.GivenFact[]) => {
  const found = dsptGate(fold(a.factsOf(...given)), day);
  return found.open === false ? found.code : found.open;
};

describe('the DSPT gate', () => {
  it.each([
    ['25/26', '2027-06-30'],
    ['26/27', '2028-06-30'],
    ['99/00', '2001-06-30'],
  ])('the edition %s is valid to %s', (edition, day) => {
    expect(validTo(edition).toString()).toBe(day);
  });

  it.each<[string, string, string | true, a.GivenFact[]]>([
    ['nothing is known', '2026-11-20', 'unknown', []],
    ['met', '2026-11-20', true, [a.published('2026-05-20')]],
    ['exceeded', '2026-11-20', true, [a.published('2026-05-20', 'exceeded')]],
    ['approaching', '2026-11-20', true, [a.published('2026-05-20', 'approaching')]],
    ['inherited', '2026-11-20', true, [a.published('2026-05-20', 'met', '25/26', 'inherited')]],
    ['not met', '2026-11-20', 'dspt-too-low', [a.published('2026-05-20', 'not-met')]],
    [
      'not published',
      '2026-11-20',
      'dspt-not-published',
      [a.published('2026-05-20', 'not-published')],
    ],
    ['its last day', '2027-06-30', true, [a.published('2026-05-20')]],
    ['the day after', '2027-07-01', 'dspt-expired', [a.published('2026-05-20')]],
    ['before it was published', '2026-05-19', 'unknown', [a.published('2026-05-20')]],
    [
      'the newest by then',
      '2026-05-25',
      true,
      [a.published('2026-05-20'), a.published('2026-06-01', 'not-met')],
    ],
    [
      'the newest',
      '2026-06-01',
      'dspt-too-low',
      [a.published('2026-06-01', 'not-met'), a.published('2026-05-20')],
    ],
  ])('%s', (_, day, expected, given) => {
    expect(gate(day, ...given)).toBe(expected);
  });
});
