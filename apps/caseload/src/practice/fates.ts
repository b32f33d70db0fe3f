import type { HabitName } from './habits';

/** What sets one home's story apart. Dealt from a shuffled deck, so that every kind comes up. */
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

/** Forty cards: with forty homes every story is told, with fewer most are. */
export const deckOfFates: readonly Fate[] = [
  ...often({ name: 'plain' }, 9),
  ...often({ name: 'no-reply', daysBeforeEnd: 26, habit: 'prompt' }, 2),
  { name: 'code-kept', daysBeforeEnd: 46, habit: 'prompt' },
  ...often({ name: 'has-nhsmail', habit: 'steady' }, 2),
  ...often({ name: 'gate-shut' }, 2),
  ...often({ name: 'letter-lost', early: true }, 2),
  ...often({ name: 'leaver', ...swift }, 2),
  { name: 'declines', habit: 'steady' },
  { name: 'opts-out', early: true, habit: 'steady' },
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
