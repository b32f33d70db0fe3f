import type { Topic } from './findings';
import { missing, type Question, question, section, seed, warning, words } from './gap';

const proofRule = 'The portal takes the CQC contact ID, or a passcode in date, as proof.';
const proofSource = `${seed}; ${section(3, 'stage 4')}`;

/** Whatever must be settled before proof is worth asking for: a passcode lasts only 28 days. */
const beforeProof: readonly Topic[] = [
  'existing',
  'dspt',
  'odsCode',
  'odsPostcode',
  'enough',
  'notTooMany',
  'owner',
  'administrator',
  'roles',
  'mobiles',
  'mobileForm',
  'mobileShared',
  'emails',
  'emailForm',
  'emailShared',
];

/** Is there proof of authority, and is it in date? */
export const proofQuestions: readonly Question[] = [
  question('arrival', {
    'not-awaited': null,
    'by-post': missing(
      'passcode-in-the-post',
      'provider',
      'Has the letter with the passcode come? What is the date printed on it?',
      proofRule,
      proofSource,
    ),
    'by-email': missing(
      'passcode-in-the-email',
      'provider',
      'Has the email with the passcode come, perhaps to junk mail?',
      proofRule,
      proofSource,
    ),
  }),
  question('passcodeConflict', {
    agree: null,
    conflict: warning(
      'passcode-facts-conflict',
      'officer',
      ({ interval }) => `${interval?.conflict?.sentence ?? ''} ${interval?.conflict?.todo ?? ''}`,
      'Two things recorded of the passcode cannot both be right.',
      section(10, 'cases 4, 8 and 9'),
    ),
  }),
  question(
    'proof',
    {
      'contact-id': null,
      'in-hand': null,
      // Asked for by `arrival`.
      'under-way': null,
      doubtful: missing(
        'passcode-perhaps-dead',
        'provider',
        ({ interval }) =>
          `The passcode may have run out on ${words(interval?.safeUntil ?? '')}: what date is printed on the letter? If it is dead, please ask for a new one.`,
        'A passcode is good to the end of its issue date + 28 days.',
        section(4, 'C2'),
      ),
      dead: missing(
        'passcode-dead',
        'provider',
        'The passcode has run out: please ask for a new one, or find the CQC contact ID.',
        'A passcode is good to the end of its issue date + 28 days.',
        section(4, 'C2'),
      ),
      spent: missing(
        'proof-spent',
        'provider',
        'The application was rejected and its proof is spent: once the reason is mended, please ask for a new passcode.',
        'A passcode used for a rejected application is spent.',
        section(10, 'case 17'),
      ),
      none: missing(
        'proof-missing',
        'provider',
        'Do you have the CQC contact ID? If not, please ask for a passcode by post. Do not tell us either.',
        proofRule,
        proofSource,
      ),
    },
    beforeProof,
  ),
];
