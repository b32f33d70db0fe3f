import { standingDspt } from '../cases/case-state';
import { validTo } from '../dspt/edition';
import { ending, missing, type Question, question, section, seed, warning, words } from './gap';

const dsptRule = 'A site needs a current DSPT at Approaching Standards or better.';
const dsptSource = `${seed}; ${section(2, 'DSPT')}`;

/** May this site apply at all, and does its DSPT let it? */
export const eligibilityQuestions: readonly Question[] = [
  question('registration', {
    registered: null,
    dormant: ending(
      missing(
        'site-dormant',
        'register',
        'The site is dormant: wait until CQC shows it giving service again.',
        'Only a site that gives service may apply.',
        section(3, 'stage 2'),
      ),
    ),
    deregistered: ending(
      missing(
        'site-deregistered',
        'officer',
        'CQC has deregistered the site: check with the home, then close the case.',
        'Only a registered site may apply.',
        section(3, 'stage 2'),
      ),
    ),
  }),
  question('scope', {
    ours: null,
    'not-ours': ending(
      missing(
        'out-of-scope',
        'officer',
        'The register shows a service that does not apply this way: check it, then close the case as ineligible.',
        'Social care sites apply through the national administration service.',
        section(2, 'CQC location ID'),
      ),
    ),
  }),
  question('agreement', {
    agreed: null,
    declined: ending(
      missing(
        'declined',
        'officer',
        'The provider declined: close the case, or record that they have agreed since.',
        'The provider has to want it.',
        section(3, 'stage 1'),
      ),
    ),
    'not-asked': ending(
      missing(
        'not-agreed',
        'provider',
        'Would you like help to get NHSmail for this home?',
        'The provider has to want it.',
        section(3, 'stage 1'),
      ),
    ),
  }),
  question('existing', {
    none: null,
    accounts: ending(
      missing(
        'already-has-nhsmail',
        'nhsmail',
        'The site has NHSmail already: ask the helpdesk who owns the mailbox, then close the case or help them back into it.',
        'Sites with NHSmail ask the helpdesk for more accounts, not the portal.',
        seed,
      ),
    ),
    'not-asked': missing(
      'existing-nhsmail-unknown',
      'provider',
      'Has anybody at the home ever had an nhs.net address, or the home a shared one?',
      'Sites with NHSmail ask the helpdesk for more accounts, not the portal.',
      seed,
    ),
  }),
  question('dspt', {
    good: null,
    'not-known': missing(
      'dspt-unknown',
      'register',
      'Look up the site’s DSPT, its own or its headquarters’, and record what it shows.',
      dsptRule,
      dsptSource,
    ),
    'not-published': missing(
      'dspt-not-published',
      'provider',
      'Please publish your DSPT, at Approaching Standards or better.',
      dsptRule,
      dsptSource,
    ),
    'too-low': missing(
      'dspt-too-low',
      'provider',
      ({ state }) =>
        `Your DSPT for ${standingDspt(state)?.edition ?? ''} is below Approaching Standards: please answer what is missing and publish again.`,
      dsptRule,
      dsptSource,
    ),
    expired: missing(
      'dspt-expired',
      'provider',
      ({ state }) => {
        const edition = standingDspt(state)?.edition ?? '';
        return `Your DSPT for ${edition} was valid to ${words(validTo(edition).toString())}: please publish this year’s.`;
      },
      'A DSPT is valid to 30 June of the year after its edition closes.',
      section(4, 'C8'),
    ),
  }),
  question(
    'approaching',
    {
      once: null,
      again: warning(
        'approaching-already-used',
        'provider',
        'Approaching Standards was published before: help them reach Standards Met.',
        'Approaching Standards can be published once; the next must be Standards Met.',
        section(2, 'DSPT'),
      ),
    },
    ['dspt'],
  ),
];
