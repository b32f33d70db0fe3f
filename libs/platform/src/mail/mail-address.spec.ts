import { isMailbox, messageDomain, oneLine, readMailFrom } from './mail-address';

describe('oneLine', () => {
  it.each([
    ['Oak\r\nHouse', 'Oak House'],
    ['Oak\0House', 'Oak House'],
    ['  Oak \u2028 House\u2029', 'Oak House'],
    ['\u202eesuoH kaO', 'esuoH kaO'],
    ['St Mary’s – Boston', 'St Mary’s – Boston'],
  ])('turns %j into %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });
});

describe('isMailbox', () => {
  it.each([
    'manager@oakhouse.example',
    'a.b+c@oak-house.co.uk',
    "o'hara@home.example",
    'manager@bücher.example',
    'postmaster@localhost',
  ])('accepts %s', (address) => {
    expect(isMailbox(address)).toBe(true);
  });

  it.each([
    '',
    'manager',
    '@home.example',
    'manager@',
    'a@b@home.example',
    'a,b@home.example',
    'a@home.example,b@evil.example',
    'a@home.example b@evil.example',
    'Sam <a@home.example>',
    '"a b"@home.example',
    'a@home.example\r\nRCPT TO:<b@evil.example>',
    'a\0@home.example',
    'a@-home.example',
    'a@home..example',
    'a@[127.0.0.1]',
    `a@${'x'.repeat(300)}.example`,
  ])('refuses %j', (address) => {
    expect(isMailbox(address)).toBe(false);
  });
});

describe('readMailFrom', () => {
  it('reads a name and an address', () => {
    expect(readMailFrom('"Care, Association" <post@care.example>')).toEqual({
      name: 'Care, Association',
      address: 'post@care.example',
    });
  });

  it('reads a bare address', () => {
    expect(readMailFrom('post@care.example')).toEqual({ name: null, address: 'post@care.example' });
  });

  it.each(['', 'Caseload', 'a@x.example, b@x.example', 'a@x.example\r\nBcc: b@x.example', 'a@'])(
    'refuses %j with one sentence',
    (text) => {
      expect(() => readMailFrom(text)).toThrow(/^MAIL_FROM must be one address/);
    },
  );
});

describe('messageDomain', () => {
  const publicUrl = 'https://caseload.example.org';

  it('is that of the sender', () => {
    expect(messageDomain({ mailFrom: 'C <post@Care.example>', publicUrl })).toBe('care.example');
  });

  it('is that of the pages when the sender has none', () => {
    expect(messageDomain({ mailFrom: 'caseload@localhost', publicUrl })).toBe(
      'caseload.example.org',
    );
  });
});
