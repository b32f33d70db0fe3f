import { oneLine } from '@app/platform';
import type { Free } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The officer's own text, within the same frame as every other letter. */
export const free: LetterKindOf<Free> = {
  name: 'Your own letter',
  reader: 'The manager of the home',
  when: 'when you write it from the page of a case',
  button: 'another-way',
  cause: (part) => (part.hasNhsmail ? 'has-nhsmail' : 'signing-up'),
  fields: {
    title: {
      meaning: 'the heading you give the letter',
      required: true,
      personal: true,
      value: (part) => oneLine(part.title),
    },
    text: {
      meaning: 'what you write; each line of it becomes a paragraph',
      required: true,
      personal: true,
      manyLines: true,
      value: (part) => part.text,
    },
  },
  conditions: {},
  sample: {
    kind: 'free',
    title: 'Our talk on the phone',
    text: 'Thank you for your time today.\nI will call you again on Monday at 10.',
    hasNhsmail: false,
  },
  variants: { 'has NHSmail': { hasNhsmail: true } },
  wording: {
    subject: 'About NHSmail for your home',
    heading: '((title))',
    news: ['((text))'],
    action: 'If something here is not clear, reply to this email and **ask me**.',
    button: 'Ask me about it',
    more: [],
  },
};
