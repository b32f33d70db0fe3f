import { policyChangeSchema, policySchema, policyWith, shippedPolicy } from './policy';

describe('policy', () => {
  it('the shipped one is valid', () => {
    expect(policySchema.parse(shippedPolicy)).toEqual(shippedPolicy);
  });

  it('a change replaces what it names and keeps the rest', () => {
    const ladder = [{ rung: 'day-4', days: 4, act: 'task' as const, to: 'officer' as const }];
    const changed = policyWith({ passcodeGoodForDays: 14, ladders: { 'otp-arrival': ladder } });
    expect(changed).toEqual({
      ...shippedPolicy,
      passcodeGoodForDays: 14,
      ladders: { ...shippedPolicy.ladders, 'otp-arrival': ladder },
    });
    expect(policyWith({})).toEqual(shippedPolicy);
  });

  it.each([
    ['an unknown part', { colour: 'blue' }],
    ['an unknown clock', { ladders: { 'otp-dance': [] } }],
    ['an empty ladder', { ladders: { 'otp-arrival': [] } }],
    ['days that are no number', { passcodeGoodForDays: '28' }],
    ['an hour there is not', { sendingHours: { from: 9, to: 25 } }],
    ['hours that end before they begin', { sendingHours: { from: 17, to: 9 } }],
    ['an unknown act', { ladders: { 'otp-arrival': [{ rung: 'a', act: 'shout' }] } }],
  ])('%s is refused', (_, change) => {
    expect(policyChangeSchema.safeParse(change).success).toBe(false);
  });

  const letter = { act: 'letter', to: 'provider' };
  const task = { act: 'task', to: 'officer' };

  it.each([
    ['nhsmail-reply', { rung: 'a', days: 2, ...task }, 'rung', 'hours or atStart'],
    ['otp-arrival', { rung: 'a', hours: 48, ...task }, 'rung', 'must count in days'],
    ['otp-arrival', { rung: 'a', days: 5, hours: 5, ...task }, 'rung', 'in one unit only'],
    ['provider-silence', { rung: 'a', days: 5, ...task }, 'rung', 'workingDays'],
    ['otp-arrival', { rung: 'a', days: 5, act: 'task', to: 'provider' }, 'to', 'officer or lead'],
    ['otp-arrival', { rung: 'a', days: 5, act: 'task' }, 'to', 'officer or lead'],
    ['otp-arrival', { rung: 'a', days: 5, act: 'record', to: 'officer' }, 'to', 'nobody'],
    [
      'otp-arrival',
      { rung: 'a', days: 5, act: 'letter', to: 'person', letter: 'otp-arrived' },
      'to',
      'about no person',
    ],
    ['otp-arrival', { rung: 'a', days: 5, ...letter }, 'letter', 'name the letter'],
    ['otp-arrival', { rung: 'a', days: 5, ...task, letter: 'x' }, 'letter', 'has no letter'],
    ['otp-arrival', { rung: 'a', days: 5, ...letter, letter: 'leaver' }, 'letter', 'otp-arrived'],
    ['ticket', { rung: 'a', workingDays: 5, ...letter, letter: 'leaver' }, 'letter', 'no letters'],
  ])('%s: %j is refused at its %s', (clock, rung, field, message) => {
    const { error } = policyChangeSchema.safeParse({ ladders: { [clock]: [rung] } });
    expect(error?.issues).toEqual([
      expect.objectContaining({
        path: ['ladders', clock, 0, field],
        message: expect.stringContaining(message),
      }),
    ]);
  });

  it('two rungs of one name are refused', () => {
    const rung = { rung: 'a', days: 5, ...task };
    const { error } = policyChangeSchema.safeParse({ ladders: { 'otp-arrival': [rung, rung] } });
    expect(error?.issues.map((i) => i.message)).toEqual(['"a" is there twice']);
  });
});
