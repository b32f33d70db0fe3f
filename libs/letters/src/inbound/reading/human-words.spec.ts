import { describe, expect, it } from '@jest/globals';
import { isOnlyThanks, keywordIn } from './human-words';

describe('the words our letters ask for', () => {
  it.each([
    ['STOP', 'STOP'],
    ['stop.', 'STOP'],
    ['Please stop these letters', 'STOP'],
    ['unsubscribe', 'STOP'],
    ['DONE - both of them', 'DONE'],
    ['Hi Sam,\n\nOPENED', 'OPENED'],
    ['Thanks Sam\nLATER', 'LATER'],
    ['all done, thanks', 'DONE'],
  ] as const)('reads %j', (text, keyword) => {
    expect(keywordIn(text)).toBe(keyword);
  });

  it.each([
    'I will stop by on Monday',
    'stop press: the code is here',
    'Back in the office tomorrow',
    'left a message',
    'Do I reply with DONE?',
    'Done?',
    'STOP-gap staff only',
    'One\nTwo\nThree\nSTOP',
    '',
  ])('reads none in %j', (text) => {
    expect(keywordIn(text)).toBeNull();
  });
});

describe('thanks and nothing more', () => {
  const jane = { name: 'Jane Smith', address: 'jane@oak.example' };

  it.each([
    'Thanks',
    'Thank you so much Sam!',
    'ok',
    'Many thanks, Jane',
    '👍',
    'Noted, thank you\n\nJane Smith\nManager',
  ])('%j', (text) => expect(isOnlyThanks(text, jane)).toBe(true));

  it.each([
    'Thanks, the code came',
    'Thanks\nNot yet',
    'Thanks, Anna Jones',
    'Received, thank you',
    'Got it',
    'yes thanks',
    'Thanks?',
    'Thank you. Call me on 07700 900123',
    '',
  ])('not %j, which may be an answer', (text) => expect(isOnlyThanks(text, jane)).toBe(false));
});
