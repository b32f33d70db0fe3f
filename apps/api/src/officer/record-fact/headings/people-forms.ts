import type { FactForm } from '../fact-form';

/** Who is to have an account (domain rules, sections 3 and 6). */
export const peopleForms = {
  'person-added': {
    title: 'Somebody is named for an account',
    lead: 'Two to ten people, each with a mobile number and email address of their own; private ones are fine. Mobile and email are kept sealed, used for the application and the activation, and shown in full only here.',
    fields: [
      {
        kind: 'name',
        name: 'person',
        label: 'Full name',
        missing: 'Enter the name',
      },
      {
        kind: 'line',
        name: 'job',
        label: 'Role in the home',
        hint: 'Such as deputy manager. Leave it empty if it is not known',
      },
      {
        kind: 'choice',
        name: 'role',
        label: 'What will they be in the shared mailbox?',
        orOwnWord: true,
        choices: [
          {
            value: 'owner',
            text: 'Owner',
            hint: 'Adds and removes people. Two are better than one',
          },
          { value: 'owner and administrator', text: 'Owner and administrator' },
          { value: 'administrator', text: 'Administrator', hint: 'Checks the mailbox regularly' },
          { value: 'member', text: 'Member', hint: 'Reads and sends' },
        ],
      },
      {
        kind: 'line',
        name: 'mobile',
        label: 'Mobile number',
        hint: 'A UK mobile of their own. Leave it empty if it is not known yet',
        type: 'tel',
        width: 20,
      },
      {
        kind: 'line',
        name: 'email',
        label: 'Email address',
        hint: 'Their own. Leave it empty if it is not known yet',
        type: 'email',
      },
    ],
    happened: 'they were named',
    button: 'Record it',
  },
  'person-removed': {
    title: 'Somebody is taken off',
    lead: 'Reminders to this person stop.',
    fields: [
      {
        kind: 'person',
        name: 'person',
        label: 'Who?',
        missing: 'Choose who is taken off',
        whom: 'named',
        mayBeNew: false,
      },
    ],
    happened: 'they were taken off',
    button: 'Take them off',
  },
  'preparation-complete': {
    title: 'Everything is prepared',
    lead: 'The people are chosen and all their details are gathered.',
    happened: 'it was complete',
    button: 'Record it',
  },
} satisfies Record<string, FactForm>;
