import { withinSentence } from './within-sentence';

it.each([
  ['By phone', 'by phone'],
  ['A postcode nearby', 'a postcode nearby'],
  ['CQC has ended this registration', 'CQC has ended this registration'],
  ['NHSmail', 'NHSmail'],
  ['ODS code', 'ODS code'],
  ['', ''],
])('%s within a sentence is %s', (text, within) => {
  expect(withinSentence(text)).toBe(within);
});
