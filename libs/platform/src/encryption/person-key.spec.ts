import { PersonKey } from './person-key';
import { PersonalReader } from './personal-reader';
import { Sealer } from './seal';
import { SealError } from './seal-error';

const sealer = new Sealer('a field key for tests, long enough to pass');
const id = '6f1d1a52-8f0e-4f0c-9a61-3a4b1f6f0a11';
const key = PersonKey.random(id);
const place = 'case_person:c1:3:p1:email';
const kept = { keyId: id, wrapped: key.wrap(sealer) };
const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

describe('the key of a person', () => {
  it('opens what it sealed, after it was wrapped and unwrapped', () => {
    const sealed = key.seal(place, 'sam@private.example');
    expect(sealed.toString('latin1')).not.toContain('private');
    expect(PersonKey.unwrap(sealer, id, kept.wrapped).open(place, sealed)).toBe(
      'sam@private.example',
    );
    expect(key.seal(place, 'sam@private.example')).not.toEqual(sealed);
  });

  it.each([
    ['another row', 'case_person:c1:4:p1:email'],
    ['another column', 'case_person:c1:3:p1:mobile'],
    ['another person', 'case_person:c1:3:p2:email'],
    ['another table', 'contact:c1'],
  ])('does not open what was moved to %s', (_, moved) => {
    expect(() => key.open(moved, key.seal(place, 'x'))).toThrow(SealError);
    expect(() => sealer.open(moved, sealer.seal(place, 'x'))).toThrow(SealError);
  });

  it('does not open what any byte was changed in', () => {
    const sealed = key.seal(place, 'x');
    for (let at = 1; at < sealed.length; at++)
      expect(() => key.open(place, flipped(sealed, at))).toThrow(SealError);
  });

  it('cannot be unwrapped for another id, nor by another field key', () => {
    const other = '00000000-8f0e-4f0c-9a61-3a4b1f6f0a11';
    expect(() => PersonKey.unwrap(sealer, other, kept.wrapped)).toThrow('damaged');
    const stranger = new Sealer('another field key for tests, long enough');
    expect(() => PersonKey.unwrap(stranger, id, kept.wrapped)).toThrow('another FIELD_KEY');
  });
});

describe('a reading', () => {
  const sealed = key.seal(place, 'sam@private.example');

  it('opens values of both layouts', () => {
    const reader = new PersonalReader(sealer);
    expect(reader.open(place, sealed, kept)).toBe('sam@private.example');
    const before = sealer.seal(place, 'sam@private.example');
    expect(reader.open(place, before, { keyId: null, wrapped: null })).toBe('sam@private.example');
    expect(reader.open(place, null, kept)).toBeNull();
  });
  it('finds nothing where the key was destroyed, and says so of what is damaged', () => {
    const reader = new PersonalReader(sealer);
    expect(reader.open(place, sealed, { keyId: id, wrapped: null })).toBeNull();
    expect(reader.damaged).toEqual([]);
    expect(reader.open('case_person:c1:4:p1:email', sealed, kept)).toBeNull();
    expect(reader.damaged).toEqual(['case_person:c1:4:p1:email']);
  });
  it('does not take a key it lacks for damage', () => {
    const stranger = new PersonalReader(new Sealer('another field key for tests, long enough'));
    expect(() => stranger.open(place, sealed, kept)).toThrow('another FIELD_KEY');
  });
});

describe('several field keys', () => {
  const [old, next] = [
    'the field key before, 0123456789',
    'the field key after, 0123456789',
  ] as const;

  it('open what any of them sealed, while only the first seals', () => {
    const both = new Sealer(next, [old]);
    expect(both.open('p', new Sealer(old).seal('p', 1))).toBe(1);
    expect(new Sealer(next).open('p', both.seal('p', 2))).toBe(2);
    expect(() => new Sealer(old).open('p', both.seal('p', 2))).toThrow('another FIELD_KEY');
  });
});
