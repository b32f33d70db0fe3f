import { BadInput } from '@app/domain';
import { checkWorkshop, type WorkshopInput } from './workshop';

const today = '2026-11-20';

const told: WorkshopInput = {
  heldOn: '2026-11-20',
  kind: 'workshop',
  title: ' Getting your passcode ',
  homes: 12,
  people: 20,
  locations: ['1-100000001 ', '1-100000002', '1-100000001', 'vn123'],
};

/** The fields that are wrong, in order. */
function wrong(change: Partial<WorkshopInput>): string[] {
  try {
    checkWorkshop({ ...told, ...change }, today);
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return (error.problems ?? []).map(({ pointer }) => pointer);
  }
}

describe('a workshop as somebody tells it', () => {
  it('is kept tidied: its title trimmed, each home once, by the id as registers write it', () => {
    expect(checkWorkshop(told, today)).toEqual({
      ...told,
      title: 'Getting your passcode',
      locations: ['1-100000001', '1-100000002', 'VN123'],
    });
  });

  it('may have been held today, not tomorrow', () => {
    expect(wrong({ heldOn: '2026-11-20' })).toEqual([]);
    expect(wrong({ heldOn: '2026-11-21' })).toEqual(['/heldOn']);
  });

  it('has a title of 1 to 120 characters', () => {
    expect(wrong({ title: 'x'.repeat(120) })).toEqual([]);
    expect(wrong({ title: 'x'.repeat(121) })).toEqual(['/title']);
    expect(wrong({ title: '   ' })).toEqual(['/title']);
  });

  it('is a workshop or a surgery', () => {
    expect(wrong({ kind: 'surgery' })).toEqual([]);
    expect(wrong({ kind: 'party' as never })).toEqual(['/kind']);
  });

  it.each([-1, 1.5, 10_000, Number.NaN])('had no %d homes', (homes) => {
    expect(wrong({ homes, locations: [] })).toEqual(['/homes']);
  });

  it('may have had nobody, or people that nobody counted', () => {
    expect(wrong({ homes: 0, people: 0, locations: [] })).toEqual([]);
    expect(wrong({ people: null })).toEqual([]);
    expect(wrong({ people: 100_000 })).toEqual(['/people']);
  });

  it('names no more homes than came, counted without those named twice', () => {
    expect(wrong({ homes: 3 })).toEqual([]);
    expect(wrong({ homes: 2 })).toEqual(['/homes']);
  });

  it('tells of everything that is wrong at once, and the first in a sentence', () => {
    expect(wrong({ title: '', homes: -1, people: 0.5 })).toEqual(['/title', '/homes', '/people']);
    expect(() => checkWorkshop({ ...told, title: '' }, today)).toThrow(
      'The workshop cannot be kept: Give a title of 1 to 120 characters.',
    );
  });
});
