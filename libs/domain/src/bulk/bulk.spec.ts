import { fold } from '../cases/evolve';
import type { Fact } from '../facts/fact';
import { type FactType, factTypes } from '../facts/fact-types';
import { isAlreadySo } from './already-so';
import { bulkFactTypes, isBulkFact } from './bulk-facts';

const fact = (type: FactType, details: Fact['details'] = {}, day = '2026-11-20'): Fact => ({
  id: `${type} ${day}`,
  type,
  on: factTypes[type].moment === 'on' ? day : null,
  at: factTypes[type].moment === 'at' ? `${day}T10:00:00Z` : null,
  details,
  override: null,
});

const opened = fact('case-opened', {}, '2026-11-01');
const asked = (...facts: Fact[]) => {
  const all = [opened, ...facts];
  return { state: fold(all), facts: all, officerId: 'priya' };
};

describe('facts for many cases at once', () => {
  it('are those that say nothing of one home alone', () => {
    const alone: FactType[] = [
      'case-opened',
      'ods-code-confirmed',
      'person-added',
      'account-created',
      'ticket-raised',
      'retracted',
    ];
    expect(alone.filter(isBulkFact)).toEqual([]);
    expect(bulkFactTypes).toEqual(
      expect.arrayContaining(['note-added', 'paused', 'parked', 'closed', 'handed-over', 'agreed']),
    );
  });
});

describe('a case that stands so already', () => {
  const paused = fact('paused', { reason: 'ill' });
  const parked = fact('parked', { until: '2026-12-20', reason: 'busy' });
  const closed = fact('closed', { reason: 'Declined' });
  const met = fact('dspt-published', { level: 'met', edition: '25/26', coverage: 'own' });

  it.each([
    ['agreed', [fact('agreed')], fact('agreed', {}, '2026-11-24')],
    ['paused', [paused], fact('paused', { reason: 'away' })],
    ['neither paused nor parked', [], fact('resumed')],
    ['parked until that day', [parked], fact('parked', { until: '2026-12-20', reason: 'x' })],
    ['silent', [fact('opted-out')], fact('opted-out')],
    ['with that officer', [], fact('handed-over', { officer: 'priya' })],
    ['closed', [closed], fact('closed', { reason: 'Unresponsive' })],
    ['open', [], fact('reopened')],
    ['known to have published that', [met], { ...met, id: 'again' }],
  ] as [string, Fact[], Fact][])('is %s', (_, before, given) => {
    expect(isAlreadySo(asked(...before), given)).toBe(true);
  });

  it.each([
    ['not paused', [], paused],
    ['paused, and is to go on', [paused], fact('resumed')],
    ['parked until another day', [parked], fact('parked', { until: '2027-01-05', reason: 'x' })],
    ['with somebody else', [], fact('handed-over', { officer: 'bo' })],
    ['noted before, and may be noted again', [fact('note-added')], fact('note-added')],
    ['asked before, and may be asked again', [fact('provider-asked')], fact('provider-asked')],
    ['closed, which is for the rules to refuse', [closed], fact('paused', { reason: 'x' })],
    ['known to have published something else', [met], { ...met, on: '2026-11-23' }],
  ] as [string, Fact[], Fact][])('is not one that is %s', (_, before, given) => {
    expect(isAlreadySo(asked(...before), given)).toBe(false);
  });
});
