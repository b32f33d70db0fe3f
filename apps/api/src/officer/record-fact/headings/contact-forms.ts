import { type Asker, callMatters, callOutcomes, waysTold } from '@app/domain';
import { matterWords } from '@app/measures';
import { outcomeWords } from '../../words/call-words';
import { capital } from '../../words/when';
import { askerWords, wayToldWords } from '../../words/told-words';
import type { FactField, FactForm } from '../fact-form';

/** Tickets at the helpdesk of NHSmail. */
export const helpdeskForms = {
  'ticket-raised': {
    title: 'A helpdesk ticket was raised',
    lead: 'If nobody answers in two working days you are asked to chase it.',
    fields: [
      {
        kind: 'line',
        name: 'reference',
        label: 'Reference of the ticket',
        hint: 'As the helpdesk gave it, for example INC0012345',
        missing: 'Enter the reference of the ticket',
        width: 20,
      },
    ],
    happened: 'the ticket was raised',
    button: 'Record the ticket',
  },
  'ticket-answered': {
    title: 'The helpdesk answered',
    fields: [
      {
        kind: 'ticket',
        name: 'reference',
        label: 'Which ticket?',
        missing: 'Choose the ticket',
      },
    ],
    happened: 'they answered',
    button: 'Record the answer',
  },
} satisfies Record<string, FactForm>;

const asker = (...who: Asker[]): FactField => ({
  kind: 'choice',
  name: 'asker',
  label: 'Who asked?',
  missing: 'Choose who asked',
  choices: who.map((value) => ({ value, text: askerWords[value] })),
});

const wayTold: FactField = {
  kind: 'choice',
  name: 'how',
  label: 'How did they tell you?',
  missing: 'Choose how they told you',
  choices: waysTold
    .filter((value) => value !== 'answer-page')
    .map((value) => ({ value, text: wayToldWords[value] })),
};

const whoseLetters = (label: string, whom: 'known' | 'silent'): FactField => ({
  kind: 'person',
  name: 'person',
  label,
  missing: 'Choose who it is',
  whom,
  mayBeNew: false,
});

/** What the provider was asked, and what they want of us. */
export const providerForms = {
  'provider-asked': {
    title: 'The provider was asked something',
    lead: 'They are reminded after 5 and 10 working days, and after 20 you are asked to ring them.',
    fields: [
      {
        kind: 'line',
        name: 'about',
        label: 'What is it about?',
        hint: 'It stands in the reminders, for example: the mobile numbers of the account holders',
        missing: 'Say what it is about',
      },
    ],
    happened: 'they were asked',
    button: 'Record the question',
  },
  'provider-replied': {
    title: 'The provider replied',
    lead: 'Reminders about the question stop. Record what they said as well.',
    happened: 'they replied',
    button: 'Record the reply',
  },
  'call-made': {
    title: 'A call was made',
    lead: 'For calls about a row of Today, press its button there: it also sets the next day.',
    fields: [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'How did it go?',
        missing: 'Choose how it went',
        choices: callOutcomes.map((value) => ({ value, text: capital(outcomeWords[value]) })),
      },
      {
        kind: 'choice',
        name: 'about',
        label: 'What was it about?',
        missing: 'Choose what it was about',
        choices: callMatters.map((value) => ({ value, text: capital(matterWords[value]) })),
      },
      {
        kind: 'day',
        name: 'again',
        label: 'On which day does it come up again?',
        hint: 'Leave it empty if nothing is to be put off',
      },
    ],
    happened: 'the call was made',
    button: 'Record the call',
  },
  'opted-out': {
    title: 'The provider asked for no reminders',
    lead: 'Letters to the provider stop, in a later case of this site too. Your own calls and the dates go on, and what they ask for is still sent.',
    fields: [asker('manager', 'head-office', 'reader', 'somebody-else'), wayTold],
    happened: 'they asked',
    button: 'Stop the letters',
  },
  'opted-in': {
    title: 'The provider wants reminders again',
    lead: 'What went by meanwhile is not sent.',
    fields: [asker('manager', 'head-office', 'reader', 'somebody-else'), wayTold],
    happened: 'they asked',
    button: 'Send letters again',
  },
  'person-opted-out': {
    title: 'Somebody named asked for no letters',
    lead: 'Letters to this person about this case stop. Letters to the provider and to others go on.',
    fields: [
      whoseLetters('Who gets no more letters?', 'known'),
      asker('reader', 'manager', 'somebody-else'),
      wayTold,
    ],
    happened: 'they asked',
    button: 'Stop their letters',
  },
  'person-opted-in': {
    title: 'Somebody named wants letters again',
    lead: 'What went by meanwhile is not sent.',
    fields: [
      whoseLetters('Who wants letters again?', 'silent'),
      asker('reader', 'manager', 'somebody-else'),
      wayTold,
    ],
    happened: 'they asked',
    button: 'Send them letters again',
  },
} satisfies Record<string, FactForm>;
