import { Temporal } from 'temporal-polyfill';
import { awaitsReply, livePasscode, presentPeople, standingDspt } from '../cases/case-state';
import { fewestPeople } from '../cases/people-limits';
import { useBy } from '../clocks/otp-validity';
import { validTo } from '../dspt/edition';
import type { Policy } from '../policy';
import { dayInWords, londonDay, momentInWords } from '../time/london';
import type { Answering } from './answer';
import { isListToLookThrough } from '../cases/progress';
import { expectedBy } from './expected-by';
import { leavers, onLongLeave, usersOfMailbox, yetToLogIn } from './people-asked';

/** What is waited for, in the words of whoever reads our letters. Names nobody. */
export interface Awaited {
  what: string;
  /** Whose turn it is: "you", "your home", "the post", "NHSmail". */
  from: string;
  /** A day or moment in words; null when no date is set. */
  by: string | null;
  /** How the date came about, one sentence a step. */
  why: readonly string[];
}

type Find = (answering: Answering) => Awaited | null;

const day = (iso: string): string => dayInWords(Temporal.PlainDate.from(iso));
const dayPlus = (iso: string, duration: Temporal.DurationLike): string =>
  dayInWords(Temporal.PlainDate.from(iso).add(duration));

/** Sources: domain rules C4 to C7; a ladder that ends elsewhere moves them. */
const shippedEnds = { activation: 30, inactivity: 30, leaver: 30, 'long-leave': 18 } as const;

/** After how long a clock comes to what its letters warn of: its first rung that is no letter. */
function endOf(clock: keyof typeof shippedEnds, { ladders }: Policy): number {
  const step = ladders[clock].find(({ act }) => act !== 'letter');
  return (clock === 'long-leave' ? step?.months : step?.days) ?? shippedEnds[clock];
}

const earliest = (days: readonly (string | undefined)[]): string | null =>
  days.filter((one) => one !== undefined).sort()[0] ?? null;

const code: Find = ({ state, policy }) => {
  const live = livePasscode(state);
  if (!live) return null;
  const { lastDay, provisional } = useBy(live, policy.passcodeGoodForDays);
  const asked = `You asked for the passcode on ${day(live.requestedOn)}.`;
  const arrival = expectedBy(state);
  if (arrival)
    return {
      what: 'The letter with your passcode',
      from: 'The post',
      by: dayInWords(arrival),
      why: [
        asked,
        `The post takes 5 to 7 days. 7 days later is ${dayInWords(arrival)}.`,
        `To be safe, use the passcode by the end of ${dayInWords(lastDay)}.`,
      ],
    };
  return {
    what: 'The NHSmail form, sent with your passcode',
    from: 'Your home',
    by: `the end of ${dayInWords(lastDay)}`,
    why: [
      live.issuedOn ? `The date on your passcode is ${day(live.issuedOn)}.` : asked,
      `It works for ${policy.passcodeGoodForDays} days. Weekends and bank holidays count too.`,
      ...(provisional
        ? ['We count from the day you asked. The date printed on it may give you a few more days.']
        : []),
    ],
  };
};

/** Source of the 48 hours: NHSmail's own promise (founding texts). */
const replyHours = 48;

function replyWithin({ ladders }: Policy): number {
  return ladders['nhsmail-reply'].find(({ rung }) => rung === 'breach')?.hours ?? replyHours;
}

const reply: Find = ({ state, policy }) => {
  const { submission } = state;
  if (!submission || !awaitsReply(state)) return null;
  const hours = replyWithin(policy);
  const sent = Temporal.Instant.from(submission.at);
  return {
    what: 'A reply from NHSmail',
    from: 'The NHSmail team',
    by: momentInWords(sent.add({ hours })),
    why: [
      `You sent the form on ${momentInWords(sent)}.`,
      `NHSmail takes up to ${hours} hours. Nights and weekends count too.`,
    ],
  };
};

const accounts: Find = ({ state }) => {
  const { submission } = state;
  if (submission?.reply?.outcome !== 'accepted' || state.accounts.some((a) => a.created))
    return null;
  return {
    what: 'Your NHSmail accounts',
    from: 'The NHSmail team',
    by: null,
    why: ['NHSmail has said yes to your form. They make the accounts next.'],
  };
};

const login: Find = (answering) => {
  const { state, policy, person } = answering;
  const waiting = yetToLogIn(answering);
  const since = earliest(
    state.accounts.filter((a) => waiting.includes(a.person)).map((a) => a.awaited?.on),
  );
  if (since === null) return null;
  const days = endOf('activation', policy);
  return {
    what: person === null ? 'The first login of everybody with a new account' : 'Your first login',
    from: person === null ? 'Your home' : 'You',
    by: dayPlus(since, { days }),
    why: [
      `The account was made on ${day(since)}.`,
      `An account nobody logs in to stops working after ${days} days. That day is ${dayPlus(since, { days })}.`,
    ],
  };
};

const mailbox: Find = (answering) => {
  const { state, policy, person } = answering;
  const users = usersOfMailbox(answering);
  const last = earliest(
    state.accounts.filter((a) => users.includes(a.person)).map((a) => a.activity?.on),
  );
  if (last === null) return null;
  const days = endOf('inactivity', policy);
  return {
    what: 'Somebody to open your shared mailbox',
    from: person === null ? 'Your home' : 'You',
    by: dayPlus(last, { days }),
    why: [
      `The last use we know of was on ${day(last)}.`,
      `An account that is not used stops working after ${days} days. That day is ${dayPlus(last, { days })}.`,
    ],
  };
};

const leaving: Find = (answering) => {
  const { state, policy } = answering;
  const who = leavers(answering);
  const since = earliest(
    state.accounts.filter((a) => who.includes(a.person)).map((a) => a.leaver?.on),
  );
  if (since === null) return null;
  const days = endOf('leaver', policy);
  return {
    what: 'The name of who takes over',
    from: 'Your home',
    by: dayPlus(since, { days }),
    why: [
      `Somebody was marked as leaving on ${day(since)}.`,
      `Their account and its email are deleted ${days} days later. That day is ${dayPlus(since, { days })}.`,
    ],
  };
};

const longLeave: Find = (answering) => {
  const { state, policy } = answering;
  const who = onLongLeave(answering);
  const since = earliest(
    state.accounts.filter((a) => who.includes(a.person)).map((a) => a.longLeave?.on),
  );
  if (since === null) return null;
  const months = endOf('long-leave', policy);
  return {
    what: 'Word on whether they come back',
    from: 'Your home',
    by: dayPlus(since, { months }),
    why: [
      `The account was switched off on ${day(since)}.`,
      `It can stay off for ${months} months. That takes us to ${dayPlus(since, { months })}.`,
    ],
  };
};

const dspt: Find = ({ state, now }) => {
  const published = standingDspt(state);
  if (!published || ['not-met', 'not-published'].includes(published.level))
    return {
      what: 'Your DSPT, published',
      from: 'Your home',
      by: null,
      why: ['A home needs a DSPT at Approaching Standards or better before it can get NHSmail.'],
    };
  const last = validTo(published.edition);
  const end = dayInWords(last);
  const over = Temporal.PlainDate.compare(last, londonDay(now)) < 0;
  return {
    what: 'Your new DSPT, published',
    from: published.coverage === 'inherited' ? 'Your head office' : 'Your home',
    by: `the end of ${end}`,
    why: [
      `Your DSPT for ${published.edition} ${over ? 'counted' : 'counts'} until the end of ${end}.`,
    ],
  };
};

const answer: Find = ({ state }) => {
  const { question } = state;
  if (!question || question.endedAt !== null) return null;
  const on = dayInWords(londonDay(Temporal.Instant.from(question.at)));
  return {
    what: 'Your answer to our question',
    from: 'Your home',
    by: null,
    why: [`We asked you on ${on}.`],
  };
};

const wish: Find = ({ state }) =>
  state.agreedOn === null && state.declinedOn === null
    ? {
        what: 'Whether you would like our help',
        from: 'Your home',
        by: null,
        why: ['We have not heard from you about it yet.'],
      }
    : null;

const names: Find = ({ state }) => {
  if (isListToLookThrough(state))
    return {
      what: 'A look through your list of people',
      from: 'The officer who helps you',
      by: null,
      why: [
        'You have told us all we need to know of your people. It is for us to look through it.',
      ],
    };
  const known = presentPeople(state).length;
  if (known >= fewestPeople) return null;
  return {
    what: 'The names of those who need an account',
    from: 'Your home',
    by: null,
    why: [`An application needs ${fewestPeople} people or more. We know of ${known} so far.`],
  };
};

const ofPurpose: Readonly<Record<string, Find>> = {
  invitation: wish,
  'otp-on-its-way': code,
  'otp-arrived': code,
  'otp-expiring': code,
  submitted: reply,
  activate: login,
  'keep-alive': mailbox,
  leaver: leaving,
  'long-leave': longLeave,
  'dspt-expiring': dspt,
  'dspt-needed': dspt,
  gather: names,
  'fix-details': names,
  people: names,
  ready: code,
  reminder: answer,
  ask: answer,
};

/** What a case mostly waits for, when a link is about no one thing: asked in order. */
const inGeneral: readonly Find[] = [answer, reply, login, accounts, code, leaving, longLeave, wish];

/**
 * What the letter of this purpose waits for as the case stands; null when nothing of that is open any
 * more.
 */
export function awaitedOf(purpose: string, answering: Answering): Awaited | null {
  const { state } = answering;
  if (state.closed) return null;
  const find = ofPurpose[purpose];
  if (find) return find(answering);
  return firstOf(inGeneral, answering);
}

const firstOf = (finds: readonly Find[], answering: Answering): Awaited | null =>
  finds.map((find) => find(answering)).find((found) => found !== null) ?? null;
