import type { YourDetails } from '../rendering/letter-part';
import type { LetterKindOf } from './letter-kind';

/** The privacy notice to each account holder, whose details came from somebody else. Source: UK GDPR,
 * Article 14; how long: domain rules, section 7. */
export const yourDetails: LetterKindOf<YourDetails> = {
  name: 'Your details (privacy notice)',
  reader: 'Each person named for an account',
  when: 'as soon as a home has given us their details',
  note: 'Put the address of your association into "Who we are", and whom to complain to. Its name comes from the setting ASSOCIATION_NAME. The law (UK GDPR, Article 14) wants them there.',
  button: 'another-way',
  cause: () => 'own-account',
  fields: {
    role: {
      meaning: 'the role the home gave them in the mailbox, or "user"',
      value: (part) => part.role ?? 'user',
    },
    'days after live': {
      meaning: 'after how many days their email address and mobile number are erased',
      required: true,
      value: (part) => `${part.contactDaysAfterLive} days`,
    },
    'days after end': {
      meaning: 'the same, when the home does not get NHSmail',
      required: true,
      value: (part) => `${part.contactDaysAfterClose} days`,
    },
    months: {
      meaning: 'after how many months their name and role are erased',
      required: true,
      value: (part) => `${part.nameMonths} months`,
    },
  },
  conditions: {},
  sample: {
    kind: 'your-details',
    role: 'owner',
    contactDaysAfterLive: 30,
    contactDaysAfterClose: 90,
    nameMonths: 24,
  },
  variants: { 'no role given': { role: null } },
  wording: {
    subject: 'We hold your details for an NHSmail account',
    heading: 'What we do with your details',
    news: [
      '((home)) wants you to have an NHSmail account. NHSmail is safe email for health and care. To set it up, they gave us some details about you.',
      '**Who we are.** I am ((officer)). I work for ((association)), which helps homes to get NHSmail. You can write to me at ((officer email)).',
      '**What we hold.** Your name, your email address, your mobile number and your role (in your case: ((role))). They came from ((home)) and from nobody else.',
      '**Why.** Your home has to put them on the NHSmail form. I may also write to you about your account. We use them for nothing else. The legal ground is called "legitimate interests": your home needs accounts for its staff, and we help.',
      '**Who sees them.** Your home, our team, and the NHSmail team. We sell them to nobody, and no machine makes choices about you.',
      '**How long.** We erase your email address and mobile number ((days after live)) after your home starts with NHSmail. If it does not start, we erase them after ((days after end)). We erase your name and role after ((months)).',
      '**Your rights.** You can ask to see what we hold, to have it put right or erased, or to have us stop for a while. You can object to what we do with it. It costs nothing.',
    ],
    action:
      'Check that this is right for you. If something is wrong, or if you object, reply to this email and tell me **what is wrong**. If all is well, there is nothing to do.',
    button: 'Tell me that something is wrong',
    more: [
      'You may complain to me, and we will look into it. You may also complain to the Information Commissioner (ICO). Call 0303 123 1113 or go to ico.org.uk.',
    ],
  },
};
