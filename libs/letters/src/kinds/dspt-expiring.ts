import type { DsptExpiring } from '../rendering/letter-part';
import { day, days } from '../rendering/words';
import type { LetterKindOf } from './letter-kind';

/**
 * Days 90 to 7 before a DSPT standing ends: firm and dated. Sources: the DSPT is published at least
 * yearly; Approaching Standards can be published once, the next must be Standards Met (Digital Care
 * Hub).
 */
export const dsptExpiring: LetterKindOf<DsptExpiring> = {
  name: 'The DSPT runs out',
  reader: 'The manager of the home',
  when: '90, 60, 30, 14 and 7 days before the DSPT ends',
  button: 'another-way',
  cause: (part) => (part.applied ? 'has-nhsmail' : 'signing-up'),
  fields: {
    'last day': {
      meaning: 'the last day the DSPT counts',
      required: true,
      value: (part) => day(part.validTo),
    },
    'days left': {
      meaning: 'the days from the day of the letter to that day',
      value: (part) => days(part.daysLeft),
    },
    year: { meaning: 'the year of the DSPT, as in 25/26', value: (part) => part.edition },
  },
  conditions: {
    last: { meaning: 'no other letter comes before it ends', holds: (part) => part.last },
    today: {
      meaning: 'the last day is the day of the letter',
      holds: (part) => part.daysLeft <= 0,
    },
    approaching: {
      meaning: 'it was published at Approaching Standards',
      holds: (part) => part.approaching,
    },
    'action plan': {
      meaning: 'the same, and the home itself publishes: it has an action plan to finish',
      holds: (part) => part.approaching && !part.inherited,
    },
    'by the head office': {
      meaning: 'the head office publishes for this home',
      holds: (part) => part.inherited,
    },
    applied: {
      meaning: 'the NHSmail form has been sent already',
      holds: (part) => part.applied,
    },
  },
  sample: {
    kind: 'dspt-expiring',
    edition: '25/26',
    validTo: '2027-06-30',
    daysLeft: 90,
    last: false,
    approaching: false,
    inherited: false,
    applied: false,
  },
  variants: {
    approaching: { approaching: true, applied: true, daysLeft: 60 },
    'approaching, by the head office': { approaching: true, inherited: true },
    'last, by the head office': { last: true, inherited: true, daysLeft: 7 },
    'on the last day': { last: true, daysLeft: 0 },
  },
  wording: {
    subject:
      '((last??Last reminder:)) ((approaching??reach DSPT Standards Met by)) ((not approaching??publish your DSPT by)) ((last day))',
    heading:
      '((approaching??Your DSPT must reach Standards Met)) ((not approaching??Your DSPT is about to run out))',
    news: [
      'Your DSPT for ((year)) counts until the end of **((last day))**. ((today??That is today.)) ((not today??You have ((days left)) left.))',
      '((approaching??It was published at Approaching Standards. That can be done only once. You cannot publish at Approaching Standards again.))',
      '((applied??Every home with NHSmail must keep its DSPT up to date.)) ((not applied??After that day you cannot send in the NHSmail form.))',
    ],
    action:
      '((by the head office??Ask your head office to)) ((action plan??Do what is still open on your action plan, and)) ((approaching??publish the DSPT at Standards Met by then)) ((not approaching??publish the DSPT again by then))((by the head office??, and to name your home in it)). Then reply to this email with the word **PUBLISHED**.',
    button: 'Tell me how it went',
    more: [
      'If you are stuck, tell me now. There is free help with the DSPT, and I can find it for you.',
    ],
  },
};
