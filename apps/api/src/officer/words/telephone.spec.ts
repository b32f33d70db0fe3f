import { telephone } from './telephone';

it.each([
  ['01522123456', '01522 123456'],
  ['02071234567', '020 7123 4567'],
  ['07700900123', '07700 900123'],
  ['03332001133', '0333 200 1133'],
  ['+441522123456', '+441522123456'],
  ['01522 123 456', '01522 123456'],
])('writes %s as %s', (number, text) => {
  expect(telephone(number)?.text.replaceAll('\u00a0', ' ')).toBe(text);
});

it('dials what it shows', () => {
  expect(telephone('01522 123456')?.href).toBe('tel:01522123456');
});

it.each([null, '', ' ', '12345', 'call us', 'javascript:alert(1)', '0'.repeat(20)])(
  'is none for %j',
  (number) => {
    expect(telephone(number)).toBeNull();
  },
);
