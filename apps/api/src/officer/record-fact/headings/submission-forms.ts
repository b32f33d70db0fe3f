import type { FactForm } from '../fact-form';

/** The application and what NHSmail says to it. */
export const submissionForms = {
  submitted: {
    title: 'The application was submitted',
    lead: 'NHSmail replies within 48 hours, day and night, so the time matters.',
    happened: 'the application was submitted',
    button: 'Record the submission',
  },
  'nhsmail-replied': {
    title: 'NHSmail replied',
    fields: [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What did they say?',
        missing: 'Choose what NHSmail said',
        choices: [
          { value: 'accepted', text: 'Accepted', hint: 'The accounts are being made' },
          { value: 'rejected', text: 'Rejected' },
          { value: 'already-exists', text: 'The site already has accounts' },
          { value: 'question', text: 'They asked a question' },
        ],
      },
    ],
    happened: 'NHSmail replied',
    button: 'Record the reply',
  },
} satisfies Record<string, FactForm>;
