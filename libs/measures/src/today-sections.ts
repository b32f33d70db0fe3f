import type { CallMatter } from '@app/domain';

/** The parts of the Today page, the most urgent first, and the matters that stand in each. */
export const todaySections = {
  ending: ['passcode-ending', 'account-ending', 'dspt-ending'],
  promises: ['late-reply', 'ticket'],
  silent: ['silence'],
  addresses: ['address', 'number'],
  unknown: ['unknown-letter'],
  answers: ['answer', 'people-form'],
  others: ['passcode-missing', 'register', 'other'],
  review: ['review'],
} as const satisfies Record<string, readonly CallMatter[]>;

export type TodaySection = keyof typeof todaySections;

export const todaySectionNames = Object.keys(todaySections) as TodaySection[];

/** Where each matter stands, with the place of its part on the page. */
export const placesOfMatters: Readonly<Record<string, number>> = Object.fromEntries(
  todaySectionNames.flatMap((section, place) =>
    todaySections[section].map((matter) => [matter, place]),
  ),
);
