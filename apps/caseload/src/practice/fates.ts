import type { HabitName } from './habits';
import type { Random } from './random';

/** What sets one home's story apart. */
export interface Fate {
  name: FateName;
  /** Its case is opened among the first, so that a late part of the story is reached. */
  early?: boolean;
  /** Its case is opened so many days before the town's end, so that its story is under way then. */
  daysBeforeEnd?: number;
  /** The manager it takes. */
  habit?: HabitName;
}

export type FateName =
  | 'plain'
  | 'declines'
  | 'has-nhsmail'
  | 'opts-out'
  | 'person-objects'
  | 'deregistered'
  | 'dormant'
  | 'gate-shut'
  | 'approaching'
  | 'overrides-gate'
  | 'eleven-people'
  | 'same-mobile'
  | 'letter-lost'
  | 'email-code'
  | 'question'
  | 'rejected'
  | 'paused'
  | 'parked'
  | 'handed-over'
  | 'officer-mistake'
  | 'leaver'
  | 'long-leave'
  | 'ticket'
  | 'stalled'
  | 'closed-and-reopened'
  | 'no-reply'
  | 'code-kept';

const often = (fate: Fate, times: number): Fate[] => Array.from({ length: times }, () => fate);

const swift = { early: true, habit: 'prompt' } as const;

/** Stories that are under way as the town ends, so that something waits for whoever looks. */
const unfinished: readonly Fate[] = [
  { name: 'no-reply', daysBeforeEnd: 22, habit: 'keen' },
  { name: 'no-reply', daysBeforeEnd: 30, habit: 'keen' },
  { name: 'code-kept', daysBeforeEnd: 32, habit: 'keen' },
  { name: 'code-kept', daysBeforeEnd: 44, habit: 'keen' },
  ...often({ name: 'letter-lost', daysBeforeEnd: 23, habit: 'keen' }, 2),
  ...often({ name: 'plain', daysBeforeEnd: 33, habit: 'silent' }, 2),
];

/** With as many homes as there are cards every story is told, with fewer most are. */
const deck: readonly Fate[] = [
  ...often({ name: 'plain' }, 7),
  { name: 'no-reply', habit: 'prompt' },
  { name: 'code-kept', habit: 'steady' },
  ...often({ name: 'has-nhsmail', habit: 'steady' }, 2),
  ...often({ name: 'gate-shut' }, 2),
  ...often({ name: 'letter-lost', early: true }, 2),
  ...often({ name: 'leaver', ...swift }, 2),
  { name: 'declines', habit: 'steady' },
  { name: 'opts-out', early: true, habit: 'steady' },
  { name: 'person-objects', ...swift },
  { name: 'deregistered', early: true },
  { name: 'dormant', early: true },
  { name: 'approaching', ...swift },
  { name: 'overrides-gate', ...swift },
  { name: 'eleven-people', ...swift },
  { name: 'same-mobile', habit: 'prompt' },
  { name: 'email-code', habit: 'steady' },
  { name: 'question', ...swift },
  { name: 'rejected', ...swift },
  { name: 'paused', early: true },
  { name: 'parked', early: true },
  { name: 'handed-over', early: true },
  { name: 'officer-mistake', early: true },
  { name: 'officer-mistake', ...swift },
  { name: 'long-leave', ...swift },
  { name: 'ticket', ...swift },
  { name: 'stalled' },
  { name: 'closed-and-reopened', early: true },
];

/** The fates of so many homes: the unfinished stories once, everything else again and again. */
export function dealFates(count: number, random: Random): Fate[] {
  const fates = random.shuffled([...unfinished, ...deck]);
  while (fates.length < count) fates.push(...random.shuffled(deck));
  return fates.slice(0, count);
}
