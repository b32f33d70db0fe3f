import { type ClockName, type Policy, type RungPolicy, unitOf } from '@app/domain';
import { addresseeInWords, rungTitle } from '../words/rung-words';

/** What each clock is called, and what its rungs count from. */
export const clockWords: Readonly<Record<ClockName, { title: string; from: string }>> = {
  'otp-arrival': {
    title: 'A passcode in the post',
    from: 'From the day it was requested, until it arrives.',
  },
  'otp-validity': {
    title: 'How long a passcode is good',
    from: 'From the day it was issued; from the request while that is not known.',
  },
  'nhsmail-reply': {
    title: 'A reply from NHSmail',
    from: 'From the moment the application was submitted.',
  },
  activation: {
    title: 'Accounts to activate',
    from: 'For each person, from the day the account was created.',
  },
  inactivity: {
    title: 'Accounts that lie idle',
    from: 'For each person, from the last day the mailbox is known to have been opened.',
  },
  leaver: { title: 'Leavers', from: 'For each person, from the day they were marked as leaving.' },
  'long-leave': {
    title: 'Long leave',
    from: 'For each person, from the day the account was disabled.',
  },
  'dspt-currency': {
    title: 'The DSPT runs out',
    from: 'Counted back from the last day a publication at Standards Met or better is valid.',
  },
  'approaching-to-met': {
    title: 'Approaching Standards runs out',
    from: 'Counted back from the last day a publication at Approaching Standards is valid.',
  },
  'provider-silence': { title: 'No answer from a home', from: 'From the day they were asked.' },
  ticket: { title: 'Helpdesk tickets', from: 'From the day the ticket was raised.' },
};

const many = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** "5 calendar days later", "on working day 10", "30 days before the end". */
function whenInWords(rung: RungPolicy): string {
  switch (unitOf(rung)) {
    case 'days':
      return `${many(rung.days ?? 0, 'calendar day')} later`;
    case 'months':
      return `${many(rung.months ?? 0, 'calendar month')} later`;
    case 'hours':
      return `${many(rung.hours ?? 0, 'hour')} later, day and night`;
    case 'workingDays':
      return `on working day ${rung.workingDays}`;
    case 'daysBeforeEnd':
      return `${many(rung.daysBeforeEnd ?? 0, 'day')} before the end`;
    case 'atEnd':
      return 'when the last day is over';
    default:
      return 'at once';
  }
}

/** One line of a ladder. */
export interface RungLine {
  when: string;
  what: string;
  who: string;
}

export function rungLine(clock: ClockName, rung: RungPolicy): RungLine {
  const { act, to = null, letter = null } = rung;
  const notes = [
    ...(rung.last ? ['a last warning: it comes before the day, never after'] : []),
    ...(rung.routine === false ? ['goes at once, by itself'] : []),
  ];
  return {
    when: whenInWords(rung),
    what: [rungTitle({ clock, rung: rung.rung, act, to, letter }), ...notes].join('; '),
    who: addresseeInWords(to) || 'nobody: it is only noted',
  };
}

/** The numbers of a policy that stand for themselves. */
export function generalLines(policy: Policy): { what: string; is: string }[] {
  const { sendingHours: hours } = policy;
  return [
    {
      what: 'Letters and calls go out',
      is: `between ${hours.from}:00 and ${hours.to}:00 on working days`,
    },
    {
      what: 'The morning letter comes to officers',
      is: `at ${policy.morningLetterAt}:00 on working days`,
    },
    {
      what: 'A passcode is good for',
      is: `${many(policy.passcodeGoodForDays, 'calendar day')} after the day it was issued`,
    },
    {
      what: 'A passcode is surely issued within',
      is: `${many(policy.passcodeIssuedWithinDays, 'calendar day')} of the request`,
    },
    {
      what: 'A case parked because nobody answers is looked at again',
      is: `after ${many(policy.parkedForDays, 'calendar day')}`,
    },
    {
      what: 'A case with no date running is looked at again',
      is: `after ${many(policy.reviewAfterWorkingDays, 'working day')}`,
    },
  ];
}
