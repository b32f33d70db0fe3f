import type { AnswerKey, replyOutcomes } from '@app/domain';

/** How one answer speaks to the reader. */
export interface AnswerWords {
  /** On the button, and above what it asks. */
  label: string;
  /** What has been sent, once it is. */
  told: string;
  /** What is said before the second press; empty when there is nothing to add. */
  lead: string;
  /** What the day is the day of. */
  day: string;
  /** What to write, or what may be added. */
  text: string;
  /** What happens next, once it has been recorded. */
  next: string;
}

const words = (label: string, next: string, more: Partial<AnswerWords> = {}): AnswerWords => ({
  label,
  told: label,
  next,
  lead: '',
  day: 'When was that?',
  text: 'Anything else? (you can leave this out)',
  ...more,
});

const weRing = 'We will look at it and call you if we need to.';

/** Short words and sentences: the reading age is measured in a test. */
export const answerWords: Readonly<Record<AnswerKey, AnswerWords>> = {
  agree: words('Yes, please help us', 'We will be in touch about the first steps.'),
  decline: words('No, thank you', 'We will not ask you again for now.'),
  'code-came': words(
    'The passcode has come',
    'Now go back to the NHSmail form and type the passcode in. Then tell us that the form is sent.',
    { day: 'When did it come?' },
  ),
  'code-not-come': words(
    'The passcode has not come',
    'The post takes 5 to 7 days. If it does not come in that time, we will call you.',
    { lead: 'Please look in the post of your manager and of your head office first.' },
  ),
  'code-lost': words(
    'We have lost the passcode',
    'We will call you and help you to ask for a new one.',
    { lead: 'No harm done. A new passcode can be sent to you.' },
  ),
  'form-sent': words(
    'We have sent the form to NHSmail',
    'NHSmail takes up to 48 hours to reply. Please look for their email, in your junk mail too.',
    { day: 'When did you send it?' },
  ),
  'nhsmail-replied': words(
    'NHSmail has replied',
    'We will look at it, and write or call if there is more to do.',
    {
      day: 'When did they reply?',
      text: 'What did they say? (you can leave this out)',
    },
  ),
  'accounts-here': words(
    'We have our accounts',
    'Each person should now log in for the first time. We will write to them about it.',
    { day: 'When did they come?' },
  ),
  'logged-in': words(
    'I have logged in',
    'Well done. Please open the shared mailbox of your home at least once a month.',
    { day: 'When did you log in?' },
  ),
  'mailbox-opened': words('The mailbox has been opened', 'Thank you. That keeps it alive.', {
    day: 'When was it opened last?',
  }),
  'takes-over': words('I can say who takes over', weRing, {
    text: 'Who takes over the work in the mailbox?',
  }),
  'moves-on': words('They take the account to a new job', weRing),
  'not-leaving': words('Nobody is leaving', weRing),
  'is-back': words('They are back and can log in', 'Thank you. Nothing more is needed from you.', {
    day: 'When were they back?',
  }),
  'will-be-back': words('They will come back', 'We will tell you how to switch the account on.', {
    text: 'When will they be back? (you can leave this out)',
  }),
  'has-left': words(
    'They have left for good',
    'We will write to you about the account. Its email is deleted after 30 days.',
    { day: 'When did they leave?' },
  ),
  'dspt-published': words(
    'Our DSPT is published',
    'We will look it up. It can take a few days to show.',
  ),
  reply: words('Write to us', 'We will read it and come back to you.', {
    told: 'A message',
    text: 'What would you like to tell us?',
  }),
  help: words('I need help', 'We will call your home in our next working hours.', {
    lead: 'We will call the phone number of your home.',
    text: 'What do you need help with, and when is a good time to call? (you can leave this out)',
  }),
  'wrong-person': words(
    'I am the wrong person',
    'We will not write to this address about this home again.',
    { lead: 'We will stop writing to this address about this home.' },
  ),
};

/** A person tells of themselves, a home of others. */
export const loggedInByOthers = {
  label: 'Somebody has logged in',
  day: 'When did they log in?',
} as const;

type Outcome = (typeof replyOutcomes)[number];

/** What NHSmail may have said, as a home would put it. */
export const outcomeLabels: Readonly<Record<Outcome, string>> = {
  accepted: 'Yes: our accounts are being made',
  rejected: 'No: they turned us down',
  'already-exists': 'We have NHSmail already, they say',
  question: 'They asked us something',
};

export const wholeLabels = {
  all: 'All the people we named have one',
  some: 'Some have one, some do not',
} as const;

/** What the page of a letter is called. */
const headings: Readonly<Record<string, string>> = {
  'your-details': 'Is something wrong with your details?',
  gather: 'Who will use NHSmail?',
  people: 'Who will use NHSmail?',
  'fix-details': 'Put the details right',
  joiner: 'Somebody new',
  'owner-change': 'A new owner for the mailbox',
  free: 'Your answer to our letter',
  invitation: 'Would you like our help?',
  'otp-on-its-way': 'Has your passcode come?',
  'otp-arrived': 'Has your passcode come?',
  'otp-expiring': 'Have you used your passcode?',
  ready: 'Have you sent the form?',
  submitted: 'Has NHSmail replied?',
  activate: 'Have you logged in?',
  'keep-alive': 'Has your mailbox been opened?',
  live: 'Your NHSmail is live',
  leaver: 'Who takes over?',
  'long-leave': 'Will they come back?',
  'dspt-expiring': 'Is your DSPT published?',
  'dspt-needed': 'Is your DSPT published?',
  reminder: 'Your answer to our question',
  ask: 'Your answer to our question',
};

export const headingOf = (purpose: string): string =>
  headings[purpose] ?? 'Tell us how it is going';
