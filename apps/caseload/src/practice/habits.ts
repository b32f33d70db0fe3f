/** How a manager treats what reaches them. Chances are per letter or call, delays in days. */
export interface Habit {
  /** How many of a hundred managers are like this. */
  share: number;
  /** Answers a letter at all. */
  answers: number;
  /** Days until an answer, from and to. */
  within: readonly [from: number, to: number];
  /** Is there, or rings back, when the officer calls. */
  takesCalls: number;
  /** Goes on to the next step without being asked. */
  drive: number;
  /** Days a step takes once begun, from and to. */
  pace: readonly [from: number, to: number];
  /** Tells the officer what happened without being asked. */
  tells: number;
  /** A posted passcode goes astray in the home. */
  losesPost: number;
  /** Days away in one go, a few times a year. */
  holiday: number;
}

/** Invented, and meant to cover the range officers describe rather than any average. */
export const habits = {
  keen: {
    share: 5,
    answers: 1,
    within: [0, 1],
    takesCalls: 1,
    drive: 1,
    pace: [1, 2],
    tells: 1,
    losesPost: 0,
    holiday: 5,
  },
  prompt: {
    share: 21,
    answers: 0.9,
    within: [0, 2],
    takesCalls: 0.9,
    drive: 0.95,
    pace: [1, 4],
    tells: 0.75,
    losesPost: 0.02,
    holiday: 10,
  },
  steady: {
    share: 32,
    answers: 0.65,
    within: [1, 5],
    takesCalls: 0.75,
    drive: 0.75,
    pace: [2, 9],
    tells: 0.4,
    losesPost: 0.04,
    holiday: 12,
  },
  slow: {
    share: 22,
    answers: 0.35,
    within: [4, 15],
    takesCalls: 0.6,
    drive: 0.45,
    pace: [5, 20],
    tells: 0.15,
    losesPost: 0.08,
    holiday: 14,
  },
  silent: {
    share: 8,
    answers: 0.06,
    within: [5, 25],
    takesCalls: 0.25,
    drive: 0.2,
    pace: [8, 30],
    tells: 0.05,
    losesPost: 0.1,
    holiday: 14,
  },
  'loses-letters': {
    share: 7,
    answers: 0.45,
    within: [2, 9],
    takesCalls: 0.7,
    drive: 0.6,
    pace: [3, 12],
    tells: 0.25,
    losesPost: 0.5,
    holiday: 12,
  },
  'often-away': {
    share: 5,
    answers: 0.6,
    within: [1, 6],
    takesCalls: 0.5,
    drive: 0.6,
    pace: [3, 10],
    tells: 0.3,
    losesPost: 0.06,
    holiday: 24,
  },
} as const satisfies Record<string, Habit>;

export type HabitName = keyof typeof habits;

/** The share of each habit, for drawing one. */
export const habitShares = Object.fromEntries(
  Object.entries(habits).map(([name, { share }]) => [name, share]),
) as Record<HabitName, number>;
