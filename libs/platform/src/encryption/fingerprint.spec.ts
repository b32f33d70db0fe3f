import { Sealer } from './seal';

const sealer = new Sealer('a field key for tests, long enough to pass');
const hex = (value: string, purpose = 'address', by = sealer): string =>
  by.fingerprint(purpose, value).toString('hex');

describe('fingerprint', () => {
  it('is the same for the same value, and for no other', () => {
    expect(hex('sam@home.example')).toBe(hex('sam@home.example'));
    expect(hex('sam@home.example')).not.toBe(hex('kim@home.example'));
    expect(hex('sam@home.example')).toMatch(/^[0-9a-f]{64}$/);
  });
  it('cannot be compared between purposes or keys', () => {
    const other = new Sealer('another field key for tests, long enough');
    expect(hex('sam@home.example', 'link')).not.toBe(hex('sam@home.example'));
    expect(hex('sam@home.example', 'address', other)).not.toBe(hex('sam@home.example'));
    expect(hex('b', 'a')).not.toBe(hex('', 'a\0b'));
  });
});
