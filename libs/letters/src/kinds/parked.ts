import type { Parked } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** The case is put aside for a while: neutral, with the way back. */
export const parked: LetterKindOf<Parked> = {
  name: 'Put aside for now',
  reader: 'The manager of the home',
  when: 'when you send it: the case is parked',
  button: 'another-way',
  cause: (part) => (part.hasNhsmail ? 'has-nhsmail' : 'was-signing-up'),
  fields: {
    until: {
      meaning: 'the day you will look at it again',
      required: true,
      value: (part) => day(part.until),
    },
  },
  conditions: {
    'no answer': { meaning: 'because nobody answered', holds: (part) => part.noAnswer },
  },
  sample: { kind: 'parked', until: '2027-03-31', noAnswer: true, hasNhsmail: false },
  variants: { 'for another reason': { noAnswer: false } },
  wording: {
    subject: 'I have put NHSmail for your home aside for now',
    heading: 'Put aside for now',
    news: [
      '((no answer??I have not heard from you for some weeks. I know that you are busy, so I will stop writing about NHSmail for now.)) ((not no answer??As things stand, NHSmail has to wait. So I will stop writing about it for now.))',
      'I will look at it again on **((until))**. Nothing you have done is lost.',
    ],
    action: 'If you want to go on before then, reply to this email with the word **BACK**.',
    button: 'Tell me that you want to go on',
    more: ['If you do not want NHSmail at all, tell me. Then I will close it and not ask again.'],
  },
};
