import type { TourCase, TourCases } from '@app/measures';

/** One step of the tour: where to go, what to look for, what to try. */
export interface TourStep {
  title: string;
  href: string;
  link: string;
  look: string;
  attempt: string;
}

/** The six steps. Where the caseload has no case that fits, a list that would hold it. */
export function presentTour(cases: TourCases): TourStep[] {
  return [
    {
      title: 'See what to do next',
      href: '/',
      link: 'Open Today',
      look: 'Each row is something only you can do: whom to ring, on what number, what to say and why it is today.',
      attempt:
        'Pretend to ring the first home, and record how it went. The row goes, and its next date is set.',
    },
    {
      title: 'Ask why a date is that date',
      ...place(cases.passcode, '/cases?stage=proving', 'Open the cases that prove who they are'),
      look: 'A passcode is on its way or waits to be used. The page says who has to act, by when, and counts the days out.',
      attempt:
        'Press “Why this date” beside the next step, and follow it from the request to the day.',
    },
    {
      title: 'Find out why one is not moving',
      ...place(cases.stalled, '/stalled', 'Open Stalled'),
      look: 'The reason, since when, and what usually gets such a case moving.',
      attempt:
        'Write a note with what you would do about it. Notes stand in the story of the case.',
    },
    {
      title: 'Record something, and take it back',
      ...place(cases.early, '/cases?stage=preparing', 'Open the cases in preparation'),
      look: '“Record what happened” lists what may happen next, the likely things first.',
      attempt:
        'Record that the provider replied, then take it back. Both stay visible: nothing is ever lost.',
    },
    {
      title: 'See a home that arrived',
      ...place(cases.live, '/cases?stage=live', 'Open the cases that are live'),
      look: 'The whole way of one home, from the first letter to the first mailbox.',
      attempt: 'Look at it “as it was on” a day in the middle.',
    },
    {
      title: 'Read what was sent',
      href: '/mail-tray',
      link: 'Open the mail tray',
      look: 'Letters to invented homes never leave this computer. They are read here as their readers would see them.',
      attempt: 'Open one, and compare it with how it is worded under Wordings.',
    },
  ];
}

const place = (
  found: TourCase | null,
  elsewhere: string,
  otherwise: string,
): Pick<TourStep, 'href' | 'link'> =>
  found
    ? { href: `/cases/${found.id}`, link: `Open the case of ${found.home}` }
    : { href: elsewhere, link: otherwise };
