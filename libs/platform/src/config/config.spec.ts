import { ConfigError, readConfig } from './config';

describe('the contact for weaknesses', () => {
  it.each(['mailto:security@example.org', 'https://example.org/report'])('may be %s', (to) => {
    expect(readConfig({ SECURITY_CONTACT: to }).securityContact).toBe(to);
  });
  it('may be absent', () => {
    expect(readConfig({}).securityContact).toBeUndefined();
  });
  it.each(['security@example.org', 'http://example.org', 'mailto:x', 'mailto:a@b\nExpires: never'])(
    'is refused when nobody could write there: %j',
    (to) => {
      expect(() => readConfig({ SECURITY_CONTACT: to })).toThrow(
        /SECURITY_CONTACT must be mailto:/,
      );
    },
  );
});

describe('the name of the association', () => {
  it('is the one given', () => {
    expect(readConfig({ ASSOCIATION_NAME: ' Wold Care ' }).associationName).toBe('Wold Care');
  });
  it.each([{}, { ASSOCIATION_NAME: '' }])('may be absent: %j', (env) => {
    expect(readConfig(env).associationName).toBe('the care association');
  });
  it.each(['x', 'x'.repeat(101)])('is refused when it is no name: %s', (name) => {
    expect(() => readConfig({ ASSOCIATION_NAME: name })).toThrow(
      new ConfigError(
        'The environment is not right: ASSOCIATION_NAME must be the name of your association, in 2 to 100 characters.',
      ),
    );
  });
});

describe('the keys that FIELD_KEY_OLD names', () => {
  const [one, two] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'];
  const commaWithin = '0123456789abcdef,0123456789abcdef';

  it.each([
    [undefined, []],
    [one, [one]],
    [`${one}, ${two}`, [one, two]],
    [commaWithin, [commaWithin]],
  ])('of %s are %j', (FIELD_KEY_OLD, keys) => {
    expect(readConfig({ FIELD_KEY_OLD }).otherFieldKeys).toEqual(keys);
  });

  it.each([
    [`${one},too-short`, 'FIELD_KEY_OLD, key 2, must be at least 32 characters'],
    [`too-short,${one}`, 'FIELD_KEY_OLD, key 1, must be at least 32 characters'],
    [`${one},${'ab'.repeat(16)}`, 'FIELD_KEY_OLD, key 2, looks guessable'],
    [`${one},`, 'FIELD_KEY_OLD, key 2, must be at least 32 characters'],
    [`${'short,'.repeat(3)}`, 'FIELD_KEY_OLD, key 1, must be at least 32 characters'],
    [Array(6).fill(one).join(), 'FIELD_KEY_OLD must name 5 keys or fewer'],
  ])('are refused one by one: %s', (FIELD_KEY_OLD, why) => {
    expect(() => readConfig({ FIELD_KEY_OLD })).toThrow(why);
  });
});

describe('the secrets', () => {
  const names = ['SESSION_SECRET', 'FIELD_KEY'] as const;
  const weak = ['changeme', 'x'.repeat(64), 'secret'.repeat(8), 'a'.repeat(31)];
  it.each(names.flatMap((name) => weak.map((value) => [name, value] as const)))(
    '%s is refused when it is short or guessable: %s',
    (name, value) => {
      expect(() => readConfig({ [name]: value })).toThrow(
        new RegExp(`${name} (must be at least 32 characters|looks guessable)`),
      );
    },
  );
});
