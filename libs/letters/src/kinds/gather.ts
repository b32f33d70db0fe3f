import type { Gather } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The five steps, as a checklist. Source: founding texts, steps 1 to 5. */
export const gather: LetterKindOf<Gather> = {
  name: 'What to gather',
  reader: 'The manager of the home',
  when: 'when you send it: the home can apply',
  button: 'the-way',
  cause: () => 'signing-up',
  fields: {},
  conditions: {},
  sample: { kind: 'gather' },
  variants: {},
  wording: {
    subject: 'NHSmail: five steps to get ready',
    heading: 'Five steps to NHSmail',
    news: [
      '**Step 1.** Find your CQC location ID. It is on your CQC papers and looks like 1-123456789.',
      '**Step 2.** See if your registered manager still has the contact ID that CQC gave them. Keep it to yourself: never send it to me. If it is lost, NHSmail can post you a passcode.',
      '**Step 3.** Choose who runs the shared mailbox. It is best if two people can do so.',
      '**Step 4.** Choose 2 to 10 people who will use it. Each needs a mobile phone and an email address that nobody else here uses. Their own private ones are fine.',
      '**Step 5.** Fill in the NHSmail form. It takes about an hour, and I will tell you when.',
    ],
    action:
      '((link??Start with step 4. Tell me who the people are on this page. You can stop and come back as often as you like.)) ((not link??Start with step 4. When you know who the people are, reply to this email with the word **READY**. I will send you a page to put them on.))',
    button: 'Fill in who the people are',
    more: [
      'Please tell each of them that you gave me their details. I will write to them too.',
      'If one of the steps is hard, tell me which. I will help.',
    ],
  },
};
