import type { Choice, FactForm } from '../fact-form';

/** Why a case may be closed (domain rules, section 3). */
const closeReasons: readonly Choice[] = [
  { value: 'Live and complete', text: 'Live and complete' },
  { value: 'Already has NHSmail', text: 'Already has NHSmail' },
  {
    value: 'Self-managed',
    text: 'Self-managed',
    hint: 'A larger provider that runs its own NHSmail',
  },
  { value: 'Declined', text: 'Declined', hint: 'The provider does not want help' },
  { value: 'Ineligible', text: 'Ineligible' },
  { value: 'Site closed', text: 'Site closed' },
  {
    value: 'Superseded',
    text: 'Superseded',
    hint: 'Another case or another route takes its place',
  },
  { value: 'Unresponsive', text: 'Unresponsive' },
];

/** The case itself: notes, why it is stuck, resting, handing over, its end. */
export const caseForms = {
  'note-added': {
    title: 'Add a note',
    lead: 'No passcodes, passwords or contact IDs, and nothing about residents.',
    fields: [{ kind: 'text', name: 'text', label: 'Note', missing: 'Write the note', rows: 5 }],
    button: 'Add the note',
  },
  'stall-noted': {
    title: 'The case is stuck',
    lead: 'What Caseload sees for itself, such as a passcode that ran out, need not be noted.',
    fields: [
      {
        kind: 'stall',
        name: 'stall',
        label: 'What is in the way?',
        missing: 'Choose what is in the way',
        from: 'table',
      },
    ],
    button: 'Note it',
  },
  'stall-cleared': {
    title: 'What was in the way is resolved',
    fields: [
      {
        kind: 'stall',
        name: 'stall',
        label: 'What is resolved?',
        missing: 'Choose what is resolved',
        from: 'case',
      },
    ],
    button: 'Record it',
  },
  paused: {
    title: 'Pause the case',
    lead: 'The waits for an answer of the provider and of the helpdesk stand still. Passcodes, accounts and the DSPT run on: they do so in the world.',
    fields: [
      {
        kind: 'line',
        name: 'reason',
        label: 'Why?',
        hint: 'For example: the manager is away until the new year',
        missing: 'Say why it is paused',
      },
    ],
    happened: 'it was paused',
    button: 'Pause the case',
  },
  resumed: {
    title: 'Take the case up again',
    lead: 'It ends a pause, and a parking.',
    happened: 'it was taken up again',
    button: 'Take it up again',
  },
  parked: {
    title: 'Park the case',
    lead: 'Put it aside until a day. Its dates run on, and on that day it shows for review.',
    fields: [
      {
        kind: 'day',
        name: 'until',
        label: 'Until which day?',
        missing: 'Enter the day until which the case is parked',
      },
      {
        kind: 'line',
        name: 'reason',
        label: 'Why?',
        missing: 'Say why it is parked',
      },
    ],
    button: 'Park the case',
  },
  'handed-over': {
    title: 'Hand over the case',
    lead: 'The calls of this case move with it.',
    fields: [
      {
        kind: 'officer',
        name: 'officer',
        label: 'Who takes it?',
        missing: 'Choose who takes the case',
      },
    ],
    reason: { label: 'Why?', missing: 'Say why it is handed over' },
    button: 'Hand over',
  },
  closed: {
    title: 'Close the case',
    lead: 'Every reminder and call of the case stops. A closed case can be reopened.',
    fields: [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why is it closed?',
        missing: 'Choose why the case is closed',
        choices: closeReasons,
      },
    ],
    button: 'Close the case',
  },
  reopened: {
    title: 'Reopen the case',
    lead: 'Reminders do not start again by themselves: record what is true now, and new dates follow.',
    reason: { label: 'Why is it reopened?', missing: 'Say why it is reopened' },
    button: 'Reopen the case',
  },
} satisfies Record<string, FactForm>;
