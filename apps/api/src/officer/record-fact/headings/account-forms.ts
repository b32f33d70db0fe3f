import type { FactField, FactForm, Whom } from '../fact-form';

const who = (label: string, whom: Whom, mayBeNew: boolean): FactField => ({
  kind: 'person',
  name: 'person',
  label,
  missing: mayBeNew ? 'Choose who it is, or enter a name' : 'Choose who it is',
  whom,
  mayBeNew,
});

/** The account of each person, from the day it is made. */
export const accountForms = {
  'account-created': {
    title: 'An account was created',
    lead: 'It goes inactive within 30 days unless its owner logs in, so they are reminded.',
    fields: [who('Whose account?', 'named', true)],
    happened: 'it was created',
    button: 'Record the account',
  },
  'account-activated': {
    title: 'Somebody activated their account',
    lead: 'They have logged in for the first time.',
    fields: [who('Who?', 'waiting', false)],
    happened: 'they activated it',
    button: 'Record the activation',
  },
  'mailbox-opened': {
    title: 'Somebody opened the shared mailbox',
    lead: 'Every report counts: without one for 30 days an account goes inactive.',
    fields: [who('Who?', 'named', true)],
    happened: 'they opened it',
    button: 'Record it',
  },
  'leaver-marked': {
    title: 'Somebody was marked as a leaver',
    lead: 'NHSmail deletes the account 30 days later unless they join elsewhere. The home is told at once.',
    fields: [who('Who?', 'named', true)],
    happened: 'they were marked',
    button: 'Record the leaver',
  },
  'joiner-confirmed': {
    title: 'A leaver joined elsewhere',
    lead: 'Another organisation has taken the account over, so it is not deleted.',
    fields: [who('Who?', 'named', true)],
    happened: 'it was confirmed',
    button: 'Record it',
  },
  'account-disabled': {
    title: 'An account was disabled for a long leave',
    lead: 'It is kept for up to 18 months.',
    fields: [who('Whose account?', 'named', true)],
    happened: 'it was disabled',
    button: 'Record it',
  },
  'account-re-enabled': {
    title: 'An account was enabled again',
    fields: [who('Whose account?', 'disabled', false)],
    happened: 'it was enabled again',
    button: 'Record it',
  },
} satisfies Record<string, FactForm>;
