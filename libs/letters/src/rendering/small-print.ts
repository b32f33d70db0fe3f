import type { HomeSections } from './letter';
import type { Cause } from './section';

/** How a letter greets somebody whose name is not known. */
export const nobodyNamed: Record<Cause, string> = {
  invited: 'manager',
  'signing-up': 'manager',
  'was-signing-up': 'manager',
  'has-nhsmail': 'manager',
  'own-account': 'colleague',
};

/** An account holder's details came from somebody else, so they are told from whom and what for. */
const whyOne: Record<Cause, (home: string) => string> = {
  invited: (home) =>
    `${home} is on the public list of care homes in our area. I help homes to get NHSmail (now called NHS.net Connect).`,
  'signing-up': (home) =>
    `${home} is signing up for NHSmail (now called NHS.net Connect), and I am helping.`,
  'was-signing-up': (home) =>
    `${home} was signing up for NHSmail (now called NHS.net Connect), and I was helping.`,
  'has-nhsmail': (home) => `${home} has NHSmail (now called NHS.net Connect), and I am helping.`,
  'own-account': (home) =>
    `${home} asked for an NHSmail account for you (now called NHS.net Connect), and I am helping. They gave me your email address for this and nothing else.`,
};

const whySeveral = (causes: ReadonlySet<Cause>): string =>
  causes.has('own-account')
    ? 'The homes named above asked for an NHSmail account for you (now called NHS.net Connect), and I am helping. They gave me your email address for this and nothing else.'
    : 'The homes named above have NHSmail (now called NHS.net Connect) or may sign up for it, and I am helping.';

/** What stands below every letter. */
export function smallPrint(
  homes: readonly HomeSections[],
  homeName: string,
  association: string,
): string[] {
  const [first] = homes;
  const causes = new Set(homes.flatMap(({ sections }) => sections.map(({ cause }) => cause)));
  const why =
    homes.length === 1
      ? whyOne[first?.sections[0]?.cause ?? 'signing-up'](homeName)
      : whySeveral(causes);
  return [
    'Never put a passcode or a password in an email, not even to me.',
    `Why you got this: ${why} The system of ${association} sent this letter for me.`,
    'To stop these letters, reply with the word STOP. You can still ask me for help.',
  ];
}
