import { told } from './told';

const rows = [
  { name: 'Boston', open: 3, late: 0 },
  { name: 'Lincoln', open: 12, late: 6 },
  { name: 'Stamford', open: 7, late: 9 },
];

describe('counts as a reader may see them', () => {
  it('are all told to those who see every case', () => {
    expect(told(rows, ['open', 'late'], false)).toEqual(rows);
  });

  it('are withheld column by column where one could tell of a single home', () => {
    expect(told(rows, ['open', 'late'], true)).toEqual([
      { name: 'Boston', open: 'fewer-than-5', late: 0 },
      { name: 'Lincoln', open: 12, late: 6 },
      { name: 'Stamford', open: 'withheld', late: 9 },
    ]);
  });
});
