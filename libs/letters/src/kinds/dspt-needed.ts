import type { DsptNeeded } from '../rendering/letter-part';
import { day } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/** No DSPT that counts, so the form cannot go in. Sources: founding texts; Digital Care Hub. */
export const dsptNeeded: LetterKindOf<DsptNeeded> = {
  name: 'A DSPT is needed',
  reader: 'The manager of the home',
  when: 'when you send it: the DSPT is missing, too low or has ended',
  button: 'another-way',
  cause: () => 'signing-up',
  fields: {
    'ended on': {
      meaning: 'the day the DSPT ended; empty when it did not end',
      value: (part) => (part.endedOn ? day(part.endedOn) : ''),
    },
    year: {
      meaning: 'the year of the last DSPT, as in 24/25; empty when there was none',
      value: (part) => part.edition ?? '',
    },
  },
  conditions: {
    none: { meaning: 'none was ever published', holds: (part) => part.standing === 'none' },
    'too low': {
      meaning: 'it is below Approaching Standards',
      holds: (part) => part.standing === 'too-low',
    },
    ended: { meaning: 'it has run out', holds: (part) => part.standing === 'ended' },
    'was approaching': {
      meaning: 'the last one was at Approaching Standards, which can be used only once',
      holds: (part) => part.wasApproaching,
    },
    'by the head office': {
      meaning: 'the head office publishes for this home',
      holds: (part) => part.inherited,
    },
  },
  exactlyOne: ['none', 'too low', 'ended'],
  sample: {
    kind: 'dspt-needed',
    standing: 'none',
    edition: null,
    endedOn: null,
    wasApproaching: false,
    inherited: false,
  },
  variants: {
    ended: { standing: 'ended', edition: '24/25', endedOn: '2026-06-30' },
    'ended, was approaching': {
      standing: 'ended',
      edition: '24/25',
      endedOn: '2026-06-30',
      wasApproaching: true,
    },
    'too low, by the head office': { standing: 'too-low', edition: '25/26', inherited: true },
  },
  wording: {
    subject:
      '((none??You need a DSPT before you can have NHSmail)) ((not none??Your DSPT is in the way of NHSmail))',
    heading:
      '((ended??Your DSPT has run out)) ((too low??Your DSPT has to be better)) ((not ended??First, a DSPT that counts))',
    news: [
      'A home can have NHSmail only with a DSPT that counts. The DSPT is a check of how you keep data safe. You fill it in online once a year, and it is free.',
      '((none??I cannot find one for your home.)) ((too low??Your DSPT for ((year)) is below Approaching Standards.)) ((ended??Your DSPT for ((year)) ran out on **((ended on))**.))',
      '((was approaching??It was at Approaching Standards. That can be used only once, so the next one must be at Standards Met.)) ((not was approaching??It must be at Approaching Standards or better.))',
    ],
    action:
      '((by the head office??Ask your head office to publish a new DSPT, and to name your home in it.)) ((not by the head office??Publish your DSPT at www.dsptoolkit.nhs.uk.)) Then reply to this email with the word **PUBLISHED**.',
    button: 'Tell me how it went',
    more: [
      'It takes some work, and you need not do it alone. There is free help, and I can find it for you. Just tell me.',
    ],
  },
};
