import { producedOnOf } from './produced-on';

it.each([
  ['This data was produced on 19 August 2026', '2026-08-19'],
  ['This data was produced on 19 August 2026,,,', '2026-08-19'],
  ['Produced on: 1st Sept 2025', '2025-09-01'],
  ['produced on 1st Sep 2025', '2025-09-01'],
  ['Data extracted on Monday, 3 March 2025', '2025-03-03'],
  ['Generated on 2026-01-31T10:00:00Z', '2026-01-31'],
  ['Data refreshed on 05/01/2026', '2026-01-05'],
  ['CQC Locations data', null],
  ['produced on demand in large numbers', null],
  ['produced on 41 August 2026', null],
])('%s', (text, day) => {
  expect(producedOnOf(text)).toBe(day);
});
