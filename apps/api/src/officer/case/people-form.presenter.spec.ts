import type { FormProgress } from '@app/cases';
import { caseView } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentPeopleForm } from './people-form.presenter';

const letter = {
  letterId: 'l1',
  status: 'sent',
  at: '2026-11-20T10:00:00Z',
  isLinkAlive: true,
  expiresAt: '2027-01-19T10:00:00Z',
};
const nothing: FormProgress = { letter: null, times: null, unsentRows: 0 };
const opened = a.caseOpened('2026-11-12');
const card = (progress: Partial<FormProgress>, ...facts: a.GivenFact[]) =>
  presentPeopleForm(caseView(opened, ...facts), { ...nothing, ...progress });
const said = (progress: Partial<FormProgress>) => card(progress).lines.join(' | ');

describe('presentPeopleForm', () => {
  it.each<[Partial<FormProgress>, string]>([
    [{}, 'Not sent yet | Nothing saved yet'],
    [{ letter: { ...letter, status: 'planned' } }, 'Goes to'],
    [{ letter: { ...letter, status: 'deferred' } }, 'On its way to'],
    [{ letter: { ...letter, status: 'refused' } }, 'Refused by the mail server on Friday'],
    [{ letter: { ...letter, status: 'unknown' } }, 'nobody knows if it arrived'],
    [{ letter }, 'Its link opens the form until Tuesday 19 January 2027'],
    [{ letter: { ...letter, isLinkAlive: false } }, 'Its link has ended'],
    [
      {
        unsentRows: 2,
        times: { startedAt: letter.at, savedAt: letter.at, arrivedAt: null },
      },
      '2 people saved or changed and not sent in, last saved Friday 20 November 2026',
    ],
    [
      { times: { startedAt: letter.at, savedAt: letter.at, arrivedAt: letter.at } },
      'All of it sent in, last saved Friday 20 November 2026 at 10:00am | It arrived on Friday 20 November 2026',
    ],
  ])('%j', (progress, expected) => {
    expect(said(progress)).toContain(expected);
  });

  it('offers the form until the application has gone', () => {
    expect(card({})).toMatchObject({
      sendHref: '/cases/c1/write/gather',
      sendText: 'Send the people form',
      portalHref: '/cases/c1/portal',
    });
    expect(card({ letter }).sendText).toBe('Send the people form again');
    const closed = card({ letter }, a.closed('2026-11-20T10:00:00Z'));
    expect(closed.sendHref).toBeNull();
  });
});
