import type { CallMatter } from '@app/domain';
import type { TodaySection } from './today-sections';

export const sectionTitles: Readonly<Record<TodaySection, string>> = {
  ending: 'Ends this week, or has ended',
  promises: 'The helpdesk owes an answer',
  silent: 'Silent providers',
  addresses: 'Homes to reach another way',
  unknown: 'Letters nobody knows about',
  answers: 'Answers that came in',
  others: 'Calls and checks to make',
  review: 'Cases to look at again',
};

/** What is counted in the line at the top: one of them, and several. */
export const summaryWords: Readonly<Record<TodaySection, [one: string, more: string]>> = {
  ending: ['last day this week', 'last days this week'],
  promises: ['late answer of the helpdesk', 'late answers of the helpdesk'],
  silent: ['silent provider', 'silent providers'],
  addresses: ['home to reach another way', 'homes to reach another way'],
  unknown: ['letter nobody knows about', 'letters nobody knows about'],
  answers: ['answer to look at', 'answers to look at'],
  others: ['call or check to make', 'calls and checks to make'],
  review: ['case to look at again', 'cases to look at again'],
};

/** What a call was about, as it follows "about". */
export const matterWords: Readonly<Record<CallMatter, string>> = {
  'passcode-ending': 'the passcode that runs out',
  'account-ending': 'an account that is not used',
  'dspt-ending': 'the DSPT that runs out',
  'late-reply': 'NHSmail’s late reply',
  ticket: 'a helpdesk ticket',
  silence: 'what they have not answered',
  'passcode-missing': 'the passcode that has not come',
  address: 'the address our letters go to',
  'unknown-letter': 'a letter nobody knows arrived',
  answer: 'what they told us',
  'people-form': 'the people form',
  review: 'how the case goes on',
  number: 'the telephone number',
  register: 'what the register says',
  other: 'something else',
};
