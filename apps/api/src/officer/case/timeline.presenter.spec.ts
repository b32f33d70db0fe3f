import { caseView, caseViewOf } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentTimeline } from './timeline.presenter';

const opened = a.caseOpened('2026-11-12');
const requested = a.requested('2026-11-17');

const told = (...given: a.GivenFact[]) => {
  const last = `fact-${given.length}`;
  const entry = presentTimeline(caseView(opened, ...given)).find(({ id }) => id === last);
  return [entry?.title, entry?.detail, entry?.reason];
};

describe('presentTimeline', () => {
  const at = '2026-11-20T10:00:00Z';
  const jo = a.named('2026-11-13', 'Jo Field', { role: 'owner', mobile: '07700 900123' });

  it.each<[a.GivenFact[], string, string]>([
    [[jo], 'Person named', 'Jo Field, owner, mobile ends in 123'],
    [[jo, a.removed('2026-11-14', 'Jo Field')], 'Person taken off', 'Jo Field'],
    [[a.published('2026-06-20')], 'DSPT published', 'Standards Met, edition 25/26'],
    [[a.paused(at)], 'Case paused', 'the manager is away'],
    [[a.parked(at, '2026-12-04')], 'Case parked', 'until Friday 4 December 2026, moving house'],
    [[a.ticketRaised(at, 'INC1')], 'Helpdesk ticket raised', 'INC1'],
    [[a.asked(at)], 'Provider asked', 'the staff list'],
    [[a.stallNoted(at, 'sees-no-benefit')], 'Reason it has stalled', 'sees no benefit'],
    [[a.handedOver(at, 'o2')], 'Handed over to Tom Webb', ''],
    [[a.closed(at, 'Ineligible')], 'Case closed', 'Ineligible'],
    [[requested, a.retracted(at, 'fact-1')], 'Taken back: Passcode requested', 'by post'],
    [[a.nhsmailChecked('2026-11-13')], 'Asked about existing NHSmail', 'no accounts'],
  ])('tells %j', (given, title, detail) => {
    expect(told(...given)).toEqual([title, detail, null]);
  });

  it('gives the reason for reopening, handing over and taking back', () => {
    const why = { override: 'A new manager' };
    expect(told(a.closed(at), { ...a.reopened('2026-11-21T10:00:00Z'), ...why })[2]).toBe(
      'Why: A new manager',
    );
    expect(told({ ...a.handedOver(at, 'o2'), ...why })[2]).toBe('Why: A new manager');
  });

  it('names the rule that was set aside and why', () => {
    const second = {
      ...a.named('2026-11-14', 'Sam', { mobile: '07700900123' }),
      override: 'A couple',
    };
    expect(told(jo, second)[2]).toBe(
      'Set aside: Somebody else named for this site has that mobile number; each person needs their own. Because: A couple',
    );
  });

  it('keeps what was taken back, in words, and says who and when', () => {
    const view = caseView(opened, requested, a.retracted('2026-11-23T09:29:00Z', 'fact-1'));
    expect(presentTimeline(view)[1]).toMatchObject({
      title: 'Passcode requested',
      takenBack: 'Taken back by Priya Shah, Monday 23 November 2026 at 9:30am',
      takeBackHref: null,
    });
  });

  it('puts the newest day first and what was recorded last before the rest of its day', () => {
    const note = a.note('2026-11-17T10:00:00Z');
    const late = a.agreed('2026-11-13');
    const timeline = presentTimeline(caseView(opened, requested, note, late));
    expect(timeline.map((e) => e.id)).toEqual(['fact-2', 'fact-1', 'fact-3', 'fact-0']);
  });

  it('names the officer who has left, the machine and the import', () => {
    const by = (recordedBy: string) => {
      const view = caseViewOf(a.factsOf(opened));
      const facts = view.facts.map((fact) => ({ ...fact, recordedBy }));
      return presentTimeline({ ...view, facts })[0]?.recorded;
    };
    expect(by('officer:gone')).toMatch(/^a former officer, /);
    expect(by('system')).toMatch(/^Caseload, /);
    expect(by('import')).toMatch(/^the register import, /);
  });

  it('offers to take back only what can be, and only while the case is open', () => {
    const offered = (...given: a.GivenFact[]) =>
      presentTimeline(caseView(opened, ...given)).map((e) => e.takeBackHref);
    expect(offered(requested)).toEqual(['/cases/c1/record/retracted?fact=fact-1', null]);
    expect(offered(requested, a.closed(at))).toEqual([null, null, null]);
  });
});
