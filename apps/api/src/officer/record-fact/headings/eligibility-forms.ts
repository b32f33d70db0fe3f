import type { FactForm } from '../fact-form';

/** Whether the provider wants help and the site may have NHSmail (domain rules, sections 2 and 3). */
export const eligibilityForms = {
  agreed: {
    title: 'The provider agreed to be helped',
    happened: 'they agreed',
    button: 'Record it',
  },
  declined: {
    title: 'The provider declined',
    lead: 'The case stays open until you close it, so that you can note why first.',
    happened: 'they declined',
    button: 'Record it',
  },
  'ods-code-confirmed': {
    title: 'The ODS code is confirmed',
    lead: 'The site’s own code, not that of its headquarters: when two sites share a postcode, choose with the home.',
    fields: [
      {
        kind: 'line',
        name: 'code',
        label: 'ODS code of the site',
        hint: 'Five characters that begin with V, for example VM123',
        missing: 'Enter the ODS code of the site',
        width: 10,
      },
      {
        kind: 'choice',
        name: 'postcode',
        label: 'Does ODS show the same postcode for it as the CQC?',
        hint: 'Leave it open if you have not compared them',
        choices: [
          { value: 'agrees', text: 'Yes, the same' },
          { value: 'differs', text: 'No, another one' },
        ],
      },
    ],
    happened: 'it was confirmed',
    button: 'Record the code',
  },
  'nhsmail-checked': {
    title: 'We asked whether the site has NHSmail already',
    lead: 'The helpdesk, 0333 200 1133, can tell. A site with accounts asks there for more, and does not apply.',
    fields: [
      {
        kind: 'choice',
        name: 'found',
        label: 'What was found?',
        missing: 'Choose what was found',
        choices: [
          { value: 'none', text: 'No accounts' },
          { value: 'accounts', text: 'There are accounts already' },
        ],
      },
    ],
    happened: 'it was found out',
    button: 'Record it',
  },
  'dspt-published': {
    title: 'A DSPT was published',
    lead: 'The newest publication counts, whatever it says. It is valid to 30 June of the year after its edition closes.',
    fields: [
      {
        kind: 'choice',
        name: 'level',
        label: 'At which level?',
        missing: 'Choose the level',
        choices: [
          { value: 'exceeded', text: 'Standards Exceeded' },
          { value: 'met', text: 'Standards Met' },
          {
            value: 'approaching',
            text: 'Approaching Standards',
            hint: 'Enough to apply, and only once: the next has to be Standards Met',
          },
          { value: 'not-met', text: 'Standards Not Met' },
          { value: 'not-published', text: 'Not Published' },
        ],
      },
      {
        kind: 'line',
        name: 'edition',
        label: 'For which edition?',
        hint: 'For example 25/26',
        missing: 'Enter the edition, for example 25/26',
        width: 5,
      },
      {
        kind: 'choice',
        name: 'coverage',
        label: 'Who published it?',
        missing: 'Choose who published it',
        choices: [
          { value: 'own', text: 'The site itself' },
          {
            value: 'inherited',
            text: 'Its headquarters',
            hint: 'Only when they say that this site is included',
          },
        ],
      },
    ],
    happened: 'it was published',
    button: 'Record the publication',
  },
  'site-dormant': {
    title: 'The site gives no service for now',
    lead: 'Registered with the CQC, but dormant. Reminders about unanswered questions wait until it opens again.',
    happened: 'it became dormant',
    button: 'Record it',
  },
  'site-reopened': {
    title: 'The site is open again',
    happened: 'it opened again',
    button: 'Record it',
  },
  'site-deregistered': {
    title: 'The CQC deregistered the site',
    lead: 'No more letters go out. Check with the home, then close the case.',
    happened: 'it was deregistered',
    button: 'Record it',
  },
} satisfies Record<string, FactForm>;
