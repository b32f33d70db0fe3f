import type { TodaySection } from './today-sections';

export const sectionTitles: Readonly<Record<TodaySection, string>> = {
  ending: 'Ends this week',
  promises: 'The helpdesk owes an answer',
  silent: 'Silent providers',
  addresses: 'Homes to reach another way',
  unknown: 'Letters nobody knows about',
  answers: 'Answers that came in',
  others: 'Other calls and checks',
  review: 'Cases to look at again',
};

/** What is counted in the line at the top: one of them, and several. */
export const summaryWords: Readonly<Record<TodaySection, [one: string, more: string]>> = {
  ending: ['ends this week', 'end this week'],
  promises: ['late answer of the helpdesk', 'late answers of the helpdesk'],
  silent: ['silent provider', 'silent providers'],
  addresses: ['home to reach another way', 'homes to reach another way'],
  unknown: ['letter nobody knows about', 'letters nobody knows about'],
  answers: ['answer to look at', 'answers to look at'],
  others: ['other call or check', 'other calls and checks'],
  review: ['case to look at again', 'cases to look at again'],
};
