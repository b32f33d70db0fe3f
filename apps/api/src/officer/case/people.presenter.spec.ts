import { caseView } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { candidates, personInWords } from './people-of-case';
import { presentPeople } from './people.presenter';

const opened = a.caseOpened('2026-11-12');
const jo = a.named('2026-11-13', 'Jo Field', {
  role: 'owner',
  mobile: '07700 900123',
  email: 'jo@home.example',
});
const sam = a.named('2026-11-13', 'Sam Bell');

const cards = (...given: a.GivenFact[]) => presentPeople(caseView(opened, ...given));

describe('presentPeople', () => {
  it('shows role, masked details and the way to the person’s own form, without a name in it', () => {
    expect(cards(jo, sam)).toEqual([
      {
        name: 'Jo Field',
        role: 'Owner',
        details: 'Mobile ends in 123, email j•••@home.example',
        account: 'No account yet',
        here: true,
        left: null,
        changeHref: '/cases/c1/record/person-added?person=p1',
        changeText: 'Change',
      },
      expect.objectContaining({
        role: 'Role not known yet',
        details: 'No mobile yet, no email yet',
        changeText: 'Complete',
      }),
    ]);
  });

  it.each<[string, a.GivenFact[]]>([
    ['Account created on Monday 16 November 2026, not activated yet', []],
    [
      'Account activated on Tuesday 17 November 2026; not known to have opened the mailbox',
      [a.activated('2026-11-17', 'Jo Field')],
    ],
    [
      'Account activated on Tuesday 17 November 2026; last known to have opened the mailbox on Wednesday 18 November 2026',
      [a.activated('2026-11-17', 'Jo Field'), a.openedMailbox('2026-11-18', 'Jo Field')],
    ],
    [
      'Account disabled since Wednesday 18 November 2026',
      [a.activated('2026-11-17', 'Jo Field'), a.disabled('2026-11-18', 'Jo Field')],
    ],
    ['Marked as a leaver on Wednesday 18 November 2026', [a.leaving('2026-11-18', 'Jo Field')]],
    [
      'Joined elsewhere, confirmed on Thursday 19 November 2026',
      [a.leaving('2026-11-18', 'Jo Field'), a.joined('2026-11-19', 'Jo Field')],
    ],
    ['Taken off on Friday 20 November 2026', [a.removed('2026-11-20', 'Jo Field')]],
  ])('%s', (account, then) => {
    expect(cards(jo, a.created('2026-11-16', 'Jo Field'), ...then)[0]?.account).toBe(account);
  });

  it('puts those who were taken off last, with nothing to change', () => {
    const [first, second] = cards(jo, sam, a.removed('2026-11-20', 'Jo Field'));
    expect([first?.name, second?.name]).toEqual(['Sam Bell', 'Jo Field']);
    expect(second).toMatchObject({ here: false, details: '', changeHref: null });
  });

  it('knows people only by their accounts too', () => {
    expect(cards(a.created('2026-11-16', 'Kim Noor'))[0]).toMatchObject({
      name: 'Kim Noor',
      role: 'Not named for this site',
      changeHref: null,
    });
  });
});

describe('candidates', () => {
  const view = caseView(
    opened,
    jo,
    sam,
    a.created('2026-11-16', 'Jo Field'),
    a.disabled('2026-11-17', 'Sam Bell'),
  );
  const names = (whom: 'named' | 'waiting' | 'disabled') =>
    candidates(view, whom).map(({ person }) => person);

  it('offers those a fact may be about', () => {
    expect(names('named')).toEqual(['Jo Field', 'Sam Bell']);
    expect(names('waiting')).toEqual(['Jo Field']);
    expect(names('disabled')).toEqual(['Sam Bell']);
  });

  it('says that a name is not kept any more', () => {
    expect(personInWords('p3')).toBe('somebody whose name is not kept (p3)');
    expect(personInWords('Jo Field')).toBe('Jo Field');
  });
});
