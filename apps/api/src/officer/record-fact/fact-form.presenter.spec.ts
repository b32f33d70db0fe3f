import { BadInput, type FactType, Refused } from '@app/domain';
import { caseView } from '../../../../../test/builders/case-view';
import * as a from '../../../../../test/builders/facts';
import { presentFactForm, untouched } from './fact-form.presenter';
import { fieldsAtFault } from './fields-at-fault';
import { namesTaken, startOf } from './start-of-form';

const jo = a.named('2026-11-13', 'Jo Field', {
  mobile: '07700 900123',
  email: 'jo@home.example',
  role: 'night lead',
});
const view = caseView(
  a.caseOpened('2026-11-12'),
  jo,
  a.named('2026-11-13', 'Sam Bell'),
  a.created('2026-11-16', 'Sam Bell'),
  a.ticketRaised('2026-11-16T10:00:00Z', 'INC1'),
);

const page = (type: FactType, query: Record<string, string> = {}) =>
  presentFactForm(type, view, { ...untouched, ...startOf(type, query, view) });

const field = (type: FactType, name: string, query = {}) => {
  const found = page(type, query).fields.find((one) => one.name === name);
  if (!found) throw new Error(`${type} has no field ${name}`);
  return found;
};

const answersOf = (type: FactType, name: string) => {
  const one = field(type, name);
  return 'items' in one ? one.items.map((item) => ('value' in item ? item.value : '')) : [];
};

describe('presentFactForm', () => {
  it('offers the people a fact may be about, and somebody else where that may be', () => {
    expect(answersOf('account-created', 'person')).toEqual([
      'Jo Field',
      'Sam Bell',
      'someone-else',
    ]);
    expect(answersOf('account-activated', 'person')).toEqual(['Sam Bell']);
    expect(answersOf('person-removed', 'person')).toEqual(['Jo Field', 'Sam Bell']);
  });

  it('asks for a name where there is nobody to choose', () => {
    expect(field('account-re-enabled', 'person')).toMatchObject({ kind: 'line' });
  });

  it('offers open tickets, every reason for a stall, and the other officers', () => {
    expect(answersOf('ticket-answered', 'reference')).toEqual(['INC1']);
    expect(answersOf('stall-noted', 'stall')).toContain('sees-no-benefit');
    expect(answersOf('handed-over', 'officer')).toEqual(['', 'o2']);
  });

  it('shows the details of one of the people in full on their own form, and nowhere else', () => {
    const own = page('person-added', { person: 'p1' });
    expect(own.form.title).toBe('Details of Jo Field');
    expect(own.knownPerson).toBe('p1');
    expect(field('person-added', 'mobile', { person: 'p1' })).toMatchObject({
      value: '+447700900123',
    });
    expect(answersOf('person-added', 'role')).not.toContain('night lead');
    expect(JSON.stringify(field('person-added', 'role', { person: 'p1' }))).toContain('Night lead');
    expect(JSON.stringify(page('person-added'))).not.toContain('900123');
    expect(JSON.stringify(page('account-created'))).not.toContain('900123');
  });

  it('begins with what a link was about', () => {
    expect(JSON.stringify(field('ticket-answered', 'reference', { reference: 'INC1' }))).toContain(
      '"checked":true',
    );
  });

  it('knows the names nobody new can have', () => {
    expect([...namesTaken(view)]).toEqual(['jo field', 'sam bell']);
  });
});

describe('fieldsAtFault', () => {
  const at = (code: string, type: FactType) =>
    fieldsAtFault(new Refused(code, 'x'), type).map((p) => p.field);

  it.each<[string, FactType, string]>([
    ['duplicate-mobile', 'person-added', 'mobile'],
    ['too-many-people', 'person-added', 'override'],
    ['dspt-gate-shut', 'submitted', 'override'],
    ['account-not-created', 'account-activated', 'person'],
    ['no-such-ticket', 'ticket-answered', 'reference'],
    ['parked-until-past', 'parked', 'until-day'],
    ['before-passcode-requested', 'otp-received', 'on-day'],
    ['case-closed', 'note-added', ''],
    ['secret-refused', 'note-added', 'text'],
  ])('shows %s of %s at "%s"', (code, type, box) => {
    expect(at(code, type)).toEqual([box]);
  });

  it('takes the fields bad input names', () => {
    const problems = [{ pointer: '/edition', code: 'x', message: 'give the edition as 25/26' }];
    expect(fieldsAtFault(new BadInput('invalid-fact', 'x', problems), 'dspt-published')).toEqual([
      { field: 'edition', message: 'Give the edition as 25/26' },
    ]);
  });
});
