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
});
