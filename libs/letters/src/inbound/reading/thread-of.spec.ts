import { describe, expect, it } from '@jest/globals';
import { letters, replyAddressOf, townKnown } from '../../../../../test/mail-corpus/invented-town';
import type { Classification } from './classification';
import { namesHome, plainWords } from './home-names';
import type { Known, KnownCase } from './known';
import { usualLimits } from './mail-message';
import { readMessage } from './read-message';
import { threadOf } from './thread-of';

const human: Classification = { kind: 'human', keyword: null, blank: false, why: '' };
const read = (to: string, text: string) =>
  readMessage(
    Buffer.from(`From: jane.smith@oakhouse.example\r\nTo: ${to}\r\n\r\n${text}`),
    usualLimits,
  );
const [oak] = letters.oak.about as readonly [KnownCase];

describe('the thread of a message', () => {
  it('does not take an earlier case of the same home for another home', async () => {
    const earlier = { ...oak, caseId: 'case-oak-2024', isOpen: false };
    const known: Known = { ...townKnown, candidates: [...townKnown.candidates, earlier] };
    const answer = await read(replyAddressOf('oak'), 'Oak House has its code, LN1 3AA.');
    expect(threadOf(answer, human, known)).toMatchObject({ to: 'letter', caseIds: ['case-oak'] });
    const afresh = await read('caseload@association.example', 'Oak House has its code.');
    expect(threadOf(afresh, human, known)).toMatchObject({ to: 'case', caseId: 'case-oak' });
  });

  it('ranks guesses by what speaks for them, each with its reasons', async () => {
    const message = await readMessage(
      Buffer.from(
        'From: x@stannes.example\r\nSubject: Willow Lodge\r\n\r\nWe are at PE21 6HH, 1-323456789.',
      ),
      usualLimits,
    );
    const thread = threadOf(message, human, townKnown);
    expect(thread).toMatchObject({
      to: 'tray',
      letterId: null,
      guesses: [
        {
          caseId: 'case-willow',
          score: 140,
          why: [
            'It names the CQC location ID 1-323456789 of Willow Lodge.',
            'It names the postcode PE21 6HH of Willow Lodge.',
            'It names Willow Lodge.',
          ],
        },
        {
          caseId: 'case-anne',
          score: 30,
          why: ["The sender writes from stannes.example, as St Anne's Residential Home does."],
        },
      ],
    });
  });

  it('puts the case written to last first among equals', async () => {
    const [one, two] = [1, 2].map((n) => ({ ...oak, caseId: `case-${n}`, lastWrittenAt: n }));
    const known: Known = { ...townKnown, candidates: [one, two] as KnownCase[] };
    const message = await readMessage(
      Buffer.from('From: x@y.example\r\n\r\nWe are at LN1 3AA.'),
      usualLimits,
    );
    const thread = threadOf(message, human, known);
    expect(thread.to === 'tray' && thread.guesses.map(({ caseId }) => caseId)).toEqual([
      'case-2',
      'case-1',
    ]);
  });
});

describe('whether a text names a home', () => {
  it.each([
    ['the code for Oak House came', 'Oak House Care Home Limited', true],
    ['OAK HOUSE', 'Oak House', true],
    ['st annes', "St Anne's Residential Home", true],
    ['an oak house', 'The Oak House', true],
    ['oakhouse', 'Oak House', false],
    ['we lodge a complaint', 'The Lodge', false],
    ['the sunrise was lovely', 'Sunrise Care Home', false],
    ['Sunrise Care Home', 'Sunrise Care Home', true],
    ['Bilton Court', 'Hilton Court', false],
    ['at Heron Lodge 24 in Lincoln', 'Heron Lodge 24 (practice)', true],
  ])('%j, %j: %s', (text, name, named) => {
    expect(namesHome(plainWords(text), name)).toBe(named);
  });
});
