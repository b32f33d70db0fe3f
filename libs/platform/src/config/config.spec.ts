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
