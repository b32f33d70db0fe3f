import { bold, type Words } from './section';
import { day } from './words';

/**
 * While the date of issue is unknown the days are counted from the request. That day is safe; the
 * printed date is the true start, and cannot be earlier.
 */
export function provisionalNote(part: {
  provisional: boolean;
  channel: 'post' | 'email';
}): Words[] {
  if (!part.provisional) return [];
  const carrier = part.channel === 'post' ? 'passcode letter' : 'passcode email';
  return [
    [
      `I counted from the day you asked, to be safe. The date on the ${carrier} decides. If it is later, you have a few more days.`,
    ],
  ];
}

/** "Use it by the end of Thursday 21 January 2027." */
export const lastDay = (lead: string, useBy: string, next = ''): Words => [
  `${lead} `,
  bold(day(useBy)),
  `.${next}`,
];
