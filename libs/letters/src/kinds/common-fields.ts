import type { LetterPart } from '../rendering/letter-part';
import type { Condition, Field } from './letter-kind';

/** Fields every wording may use. */
export const commonFields: Readonly<Record<string, Field<LetterPart>>> = {
  home: { meaning: 'the name of the home', personal: true, value: (_part, { home }) => home },
  officer: {
    meaning: 'your name: the officer who looks after the home',
    personal: true,
    value: (_part, { officer }) => officer.name,
  },
  'officer email': {
    meaning: 'your email address',
    personal: true,
    value: (_part, { officer }) => officer.email,
  },
  association: {
    meaning: 'the name of your association, as the setting ASSOCIATION_NAME gives it',
    value: (_part, { association }) => association,
  },
};

/** Conditions every wording may use. */
export const commonConditions: Readonly<Record<string, Condition<LetterPart>>> = {
  link: {
    meaning: 'the letter has a page where the reader can answer',
    holds: (_part, { hasLink }) => hasLink,
  },
};
