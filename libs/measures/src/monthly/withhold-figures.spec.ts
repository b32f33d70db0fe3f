import type { MeasuredPart } from './read-measures';
import { withholdFigures } from './withhold-figures';

const parts = (...of: [part: string, measures: MeasuredPart['measures']][]): MeasuredPart[] =>
  of.map(([part, measures]) => ({ part, measures }));

describe('figures for readers who do not see every case', () => {
  it('tell all of the whole area, however little it is', () => {
    const whole = parts(['', { M1: { locations: 3 }, M6: { started: 1 } }]);
    expect(withholdFigures(whole)).toEqual(whole);
  });

  it('tell no count from 1 to 4 of a place, but 0 and 5', () => {
    const told = withholdFigures(
      parts(
        ['Boston', { M6: { live: 4 } }],
        ['Lincoln', { M6: { live: 1 } }],
        ['Rutland', { M6: { live: 5 } }],
        ['Spalding', { M6: { live: 0 } }],
      ),
    );
    expect(told.map(({ measures }) => measures.M6?.live)).toEqual([
      'fewer-than-5',
      'fewer-than-5',
      5,
      0,
    ]);
  });

  it('withhold the next smallest where the total would tell the one that is missing', () => {
    const told = withholdFigures(
      parts(
        ['Boston', { M1: { locations: 40 } }],
        ['Lincoln', { M1: { locations: 2 } }],
        ['Rutland', { M1: { locations: 9 } }],
      ),
    );
    expect(told.map(({ measures }) => measures.M1?.locations)).toEqual([
      40,
      'fewer-than-5',
      'withheld',
    ]);
  });

  it('judge each figure of a measure by itself', () => {
    const told = withholdFigures(
      parts(
        ['Boston', { M6: { started: 8, live: 2 } }],
        ['Lincoln', { M6: { started: 7, live: 3 } }],
      ),
    );
    expect(told.map(({ measures }) => measures.M6)).toEqual([
      { started: 8, live: 'fewer-than-5' },
      { started: 7, live: 'fewer-than-5' },
    ]);
  });

  it('tell days only where the cases they were measured on are told', () => {
    const days = { 'proving-median': 6.5, 'proving-ninetieth': 21 };
    const told = withholdFigures(
      parts(
        ['Boston', { M7: { ...days, 'proving-stays': 3 } }],
        ['Lincoln', { M7: { ...days, 'proving-stays': 12 } }],
        ['Rutland', { M7: { ...days, 'proving-stays': 30 } }],
      ),
    );
    expect(told.map(({ measures }) => measures.M7)).toEqual([
      {
        'proving-median': 'fewer-than-5',
        'proving-ninetieth': 'fewer-than-5',
        'proving-stays': 'fewer-than-5',
      },
      {
        'proving-median': 'withheld',
        'proving-ninetieth': 'withheld',
        'proving-stays': 'withheld',
      },
      { ...days, 'proving-stays': 30 },
    ]);
  });

  it('count as none what a place has no figure of', () => {
    const told = withholdFigures(
      parts(
        ['Boston', { M8: { 'post-used': 2 } }],
        ['Lincoln', { M8: {} }],
        ['Rutland', { M8: { 'post-used': 6 } }],
        ['Spalding', { M8: { 'post-used': 7 } }],
      ),
    );
    // The one that has none does not stand in for the total; it is told as it was.
    expect(told.map(({ measures }) => measures.M8)).toEqual([
      { 'post-used': 'fewer-than-5' },
      {},
      { 'post-used': 'withheld' },
      { 'post-used': 7 },
    ]);
  });

  it('withhold in a split that has come down to a single place', () => {
    const told = withholdFigures(parts(['Boston', { M1: { locations: 2 } }]));
    expect(told[0]?.measures.M1).toEqual({ locations: 'fewer-than-5' });
  });
});
