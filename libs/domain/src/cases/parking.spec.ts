import { workingCalendar } from '../time/working-calendar';
import { shippedPolicy } from '../policy';
import { newCase } from './case-state';
import { mayWaitLong, parkedRest, reviewRest } from './parking';

const settings = {
  policy: shippedPolicy,
  calendar: workingCalendar([
    { date: '2026-12-25', title: 'Christmas Day' },
    { date: '2026-12-28', title: 'Boxing Day (substitute day)' },
  ]),
};

describe('until when a case rests', () => {
  it('rests until the day somebody chose', () => {
    const parked = { at: '2026-12-01T10:00:00Z', until: '2027-01-15', reason: 'away' };
    expect(parkedRest({ ...newCase, parked }, settings)).toEqual({
      until: '2027-01-15',
      why: 'away',
    });
  });

  it('parked for silence, rests as long as the policy says, from its London day', () => {
    const parked = { at: '2026-06-30T23:30:00Z', until: null, reason: 'unresponsive' };
    expect(parkedRest({ ...newCase, parked }, settings)?.until).toBe('2026-09-29');
  });

  it('rests for nothing when nobody parked it', () => {
    expect(parkedRest(newCase, settings)).toBeNull();
  });

  it('with no date running, is looked at after ten working days, holidays left out', () => {
    expect(reviewRest('2026-12-18T18:00:00Z', settings).until).toBe('2027-01-05');
  });
});

describe('what may wait long for its next date', () => {
  it('is a live service that waits for nobody here', () => {
    expect(mayWaitLong({ stage: 'aftercare', waitingOn: 'provider' })).toBe(true);
    expect(mayWaitLong({ stage: 'live', waitingOn: 'provider' })).toBe(true);
    expect(mayWaitLong({ stage: 'aftercare', waitingOn: 'officer' })).toBe(false);
    expect(mayWaitLong({ stage: 'activating', waitingOn: 'account-holder' })).toBe(false);
  });
});
