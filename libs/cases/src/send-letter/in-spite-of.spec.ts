import { type AddressStanding, fold } from '@app/domain';
import * as a from '../../../../test/builders/facts';
import { whyNotAnyMore } from './in-spite-of';

const state = (...facts: a.GivenFact[]) => fold(a.factsOf(a.named('2026-11-02', 'p1'), ...facts));
const out = a.optedOut('2026-11-03T10:00:00Z');
const byHand = { kind: 'free', recipient: 'provider', routine: true } as const;
const bounced: AddressStanding = { silenced: 'bounced', awayUntil: null };

describe('a letter sent by hand that has not gone', () => {
  it('stays while its reader is written to', () => {
    expect(whyNotAnyMore(byHand, state(), undefined)).toBeNull();
  });

  it('does not go once its reader wants none, unless they had asked for it', () => {
    expect(whyNotAnyMore(byHand, state(out), undefined)).toBe('opted-out');
    expect(whyNotAnyMore({ ...byHand, routine: false }, state(out), undefined)).toBeNull();
    const toAnn = { ...byHand, recipient: 'person:p1' };
    const ann = state(a.personOptedOut('2026-11-03T10:00:00Z', 'p1'));
    expect(whyNotAnyMore(toAnn, ann, undefined)).toBe('person-opted-out');
    expect(whyNotAnyMore(byHand, ann, undefined)).toBeNull();
  });

  it('does not go to a mailbox that is gone, whoever asked for it', () => {
    expect(whyNotAnyMore(byHand, state(), bounced)).toBe('bounced');
    expect(whyNotAnyMore({ ...byHand, routine: false }, state(), bounced)).toBe('bounced');
  });

  it('goes all the same when it is what the law owes them, or the link they asked for', () => {
    const notice = { ...byHand, kind: 'your-details' } as const;
    expect(whyNotAnyMore(notice, state(out), bounced)).toBeNull();
    expect(whyNotAnyMore({ ...byHand, kind: 'link' }, state(out), undefined)).toBeNull();
  });
});
