import { factTypes, stages } from '@app/domain';
import { caseView } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import type { CaseView } from '../case/case-view';
import { presentChoices } from './choices.presenter';
import { factHeadings } from './fact-forms';
import { nextFacts } from './next-facts';

const opened = a.caseOpened('2026-11-12');

const typeOf = ({ href }: { href: string }) => href.split('/').at(-1);

const nextOf = (...given: a.GivenFact[]) =>
  presentChoices(caseView(opened, ...given)).next.map(typeOf);

/** Why each fact cannot be recorded; of those that can, what a reason would have to set aside. */
const sorted = (view: CaseView) => {
  const { headings } = presentChoices(view);
  const entries = (kind: 'possible' | 'impossible') =>
    Object.fromEntries(headings.flatMap((h) => h[kind].map((line) => [typeOf(line), line.why])));
  return { possible: entries('possible'), impossible: entries('impossible') };
};

describe('presentChoices', () => {
  it('has every fact under one heading, but for the two with pages of their own', () => {
    const listed = factHeadings.flatMap(({ types }) => types);
    expect([...listed, 'case-opened', 'retracted'].sort()).toEqual(Object.keys(factTypes).sort());
  });

  it('begins with what the stage suggests', () => {
    expect(nextOf()).toEqual(['provider-asked', 'agreed', 'declined']);
    expect(nextOf(a.contactId('2026-11-13'))).toEqual(['submitted']);
    expect(nextOf(a.closed('2026-11-13T10:00:00Z'))).toEqual(['reopened']);
  });

  it('puts what the case waits for before that', () => {
    const waits = [
      a.paused('2026-11-13T10:00:00Z'),
      a.asked('2026-11-13T10:00:00Z'),
      a.ticketRaised('2026-11-13T10:00:00Z', 'INC1'),
      a.stallNoted('2026-11-13T10:00:00Z', 'sees-no-benefit'),
    ];
    expect(nextOf(...waits).slice(0, 4)).toEqual([
      'resumed',
      'provider-replied',
      'ticket-answered',
      'stall-cleared',
    ]);
    expect(nextOf(a.declined('2026-11-13'))[0]).toBe('closed');
    expect(nextOf(a.dormant('2026-11-13'))[0]).toBe('site-reopened');
  });

  it('suggests something at every stage', () => {
    const { state } = caseView(opened);
    for (const stage of stages)
      expect([stage, nextFacts(state, stage).length > 0]).toEqual([stage, true]);
  });

  it('says why a fact cannot be recorded', () => {
    const { impossible } = sorted(caseView(opened));
    expect(impossible).toMatchObject({
      'otp-received': expect.stringMatching(/^No passcode has been requested/),
      'account-activated': expect.stringMatching(/^No account has been created/),
      'ticket-answered': expect.stringMatching(/^No ticket with that reference/),
      resumed: 'This case is neither paused nor parked.',
    });
    expect(Object.keys(impossible)).not.toContain('paused');
  });

  it('asks for each person, ticket and stall whether it is possible', () => {
    const view = caseView(
      opened,
      a.named('2026-11-12', 'Ann'),
      a.named('2026-11-12', 'Bob'),
      a.created('2026-11-13', 'Bob'),
      a.ticketRaised('2026-11-13T10:00:00Z', 'INC1'),
      a.requested('2026-11-13'),
      a.received('2026-11-20'),
    );
    const { possible } = sorted(view);
    for (const type of ['account-activated', 'ticket-answered', 'parked', 'otp-issued'])
      expect(possible).toHaveProperty([type], null);
  });

  it('offers what is blocked, and says that it needs a reason', () => {
    const { possible } = sorted(caseView(opened, a.published('2026-06-20', 'not-met')));
    expect(possible.submitted).toMatch(/^The site may not apply/);
  });

  it('offers of two opposites the one that changes something', () => {
    const all = (view: CaseView) => {
      const { possible, impossible } = sorted(view);
      return Object.keys({ ...possible, ...impossible });
    };
    expect(all(caseView(opened))).toEqual(expect.arrayContaining(['opted-out', 'closed']));
    expect(all(caseView(opened))).not.toContain('opted-in');
    expect(all(caseView(opened))).not.toContain('site-reopened');
    const out = all(caseView(opened, a.optedOut('2026-11-13T10:00:00Z'), a.dormant('2026-11-13')));
    expect(out).toEqual(expect.arrayContaining(['opted-in', 'site-reopened']));
    expect(out).not.toContain('opted-out');
    expect(out).not.toContain('site-dormant');
  });
});
