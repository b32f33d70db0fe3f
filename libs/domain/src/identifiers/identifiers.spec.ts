import fc from 'fast-check';
import {
  checkContactId,
  checkEmailAddress,
  checkLocationId,
  checkPostcode,
  checkProviderId,
  checkSharedMailbox,
  checkSiteOdsCode,
  checkUkMobile,
  type IdentifierCheck,
  isNhsMail,
  isNhsRunLocation,
  isNhsTrust,
  normaliseMobile,
} from '.';

/** `ok V1A2B`, `warn headquarters-ods-code AQ3M`. */
const inShort = (check: IdentifierCheck): string =>
  check.verdict === 'ok' ? `ok ${check.value}` : `${check.verdict} ${check.code} ${check.value}`;

describe('location id', () => {
  it.each([
    ['1-123456789', 'ok 1-123456789'],
    [' 1-10216615141 ', 'ok 1-10216615141'],
    ['1-12345678', 'ok 1-12345678'],
    ['1-1234567', 'warn unusual-location-id 1-1234567'],
    ['2-123456789', 'warn unusual-location-id 2-123456789'],
    ['1-1234567890123', 'block invalid-location-id 1-1234567890123'],
    ['123456789', 'block invalid-location-id 123456789'],
    ['1–123456789', 'block invalid-location-id 1–123456789'],
    ['', 'block invalid-location-id '],
    ['rwdda', 'ok RWDDA'],
    ['5J501', 'ok 5J501'],
    ['12345', 'block invalid-location-id 12345'],
    ['RWDDAX', 'block invalid-location-id RWDDAX'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkLocationId(text))).toBe(expected);
  });

  it('tells services the NHS runs from the rest', () => {
    expect(['RWDDA', 'RY5H1', '1-123456789', 'RWD'].filter(isNhsRunLocation)).toEqual([
      'RWDDA',
      'RY5H1',
    ]);
  });
});

describe('provider id', () => {
  it.each([
    ['1-101642521', 'ok 1-101642521'],
    ['RWD', 'ok RWD'],
    ['5j5', 'ok 5J5'],
    ['123', 'block invalid-provider-id 123'],
    ['RWDDA', 'block invalid-provider-id RWDDA'],
    ['1-5', 'warn unusual-provider-id 1-5'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkProviderId(text))).toBe(expected);
  });

  it('tells NHS trusts from the rest', () => {
    expect(['RWD', 'RWDDA', '1-101642521'].filter(isNhsTrust)).toEqual(['RWD']);
  });
});

describe('ODS code of a site', () => {
  it.each([
    ['VNH5M', 'ok VNH5M'],
    [' vlN1f ', 'ok VLN1F'],
    ['V1A2B', 'ok V1A2B'],
    ['AQ3M', 'warn headquarters-ods-code AQ3M'],
    ['C409', 'warn headquarters-ods-code C409'],
    ['A1B2C', 'warn new-style-ods-code A1B2C'],
    ['8HK29', 'warn other-ods-code 8HK29'],
    ['V12345', 'block dental-ods-code V12345'],
    ['C83635', 'block invalid-ods-code C83635'],
    ['VNH5', 'block invalid-ods-code VNH5'],
    ['', 'block invalid-ods-code '],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkSiteOdsCode(text))).toBe(expected);
  });
});

describe('postcode', () => {
  it.each([
    ['LN3 5AG', 'ok LN3 5AG'],
    ['ln35ag', 'ok LN3 5AG'],
    [' pe21  6xd', 'ok PE21 6XD'],
    ['W1A 1AA', 'ok W1A 1AA'],
    ['EC1A 1BB', 'ok EC1A 1BB'],
    ['GIR 0AA', 'ok GIR 0AA'],
    ['QN3 5AG', 'block invalid-postcode QN3 5AG'],
    ['LN3 5AC', 'block invalid-postcode LN3 5AC'],
    ['LN3', 'block invalid-postcode LN3'],
    ['', 'block invalid-postcode '],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkPostcode(text))).toBe(expected);
  });
});

describe('email address', () => {
  it.each([
    ['Jo.Bloggs@Example.org', 'ok jo.bloggs@example.org'],
    ["o'neil+care@sub.example.co.uk", "ok o'neil+care@sub.example.co.uk"],
    ['info@example.org', 'warn generic-email info@example.org'],
    ['Registered.Manager@example.org', 'warn generic-email registered.manager@example.org'],
    ['jo@example', 'block invalid-email jo@example'],
    ['jo@@example.org', 'block invalid-email jo@@example.org'],
    ['.jo@example.org', 'block invalid-email .jo@example.org'],
    ['jo..b@example.org', 'block invalid-email jo..b@example.org'],
    ['jo@example.org\r\nBcc: a@b.org', 'block invalid-email jo@example.org\r\nbcc: a@b.org'],
    ['Jo <jo@example.org>', 'block invalid-email jo <jo@example.org>'],
    ['', 'block invalid-email '],
    ['care.vlx1a@nhs.net', 'warn generic-email care.vlx1a@nhs.net'],
    ['jo.bloggs@nhs.net', 'ok jo.bloggs@nhs.net'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkEmailAddress(text))).toBe(expected);
  });

  it('knows an NHSmail account', () => {
    const given = ['Jo@NHS.net', 'jo@trust.nhs.net', 'jo@nhs.net.example', 'jo@mynhs.net'];
    expect(given.filter(isNhsMail)).toEqual(['Jo@NHS.net', 'jo@trust.nhs.net']);
  });

  it('blocks an address longer than mail servers take', () => {
    expect(checkEmailAddress(`${'a'.repeat(65)}@example.org`).verdict).toBe('block');
    expect(checkEmailAddress(`a@${'b.'.repeat(126)}org`).verdict).toBe('block');
  });
});

describe('UK mobile', () => {
  it.each([
    ['07700 900123', 'ok +447700900123'],
    ['+44 7700 900123', 'ok +447700900123'],
    ['+44 (0)7700 900123', 'ok +447700900123'],
    ['0044 7700-900-123', 'ok +447700900123'],
    ['447700900123', 'ok +447700900123'],
    ['+44 07700 900123', 'ok +447700900123'],
    ['07624 123456', 'ok +447624123456'],
    ['07000 123456', 'block not-a-uk-mobile +447000123456'],
    ['07612 345678', 'block not-a-uk-mobile +447612345678'],
    ['01522 123456', 'block not-a-uk-mobile 01522123456'],
    ['+353 85 123 4567', 'block not-a-uk-mobile +353851234567'],
    ['0770090012', 'block not-a-uk-mobile +44770090012'],
    ['077009001234', 'block not-a-uk-mobile +4477009001234'],
    ['', 'block not-a-uk-mobile '],
    ['\u202a+44 7700\u00a0900\u2011123\u202c', 'ok +447700900123'],
    ['tel:07700900123', 'ok +447700900123'],
    ['０７７００ ９００１２３', 'ok +447700900123'],
    ['07700 900123 (Sam)', 'block not-a-uk-mobile +447700900123Sam'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(checkUkMobile(text))).toBe(expected);
  });

  it.each([
    ['07000 123456', 'begin with 070'],
    ['07612 345678', 'pagers'],
    ['01522 123456', 'landline'],
    ['+44 20 7946 0000', 'landline'],
    ['0800 123456', 'landline'],
    ['+353 85 123 4567', 'another country'],
    ['0033 6 12 34 56 78', 'another country'],
    ['0770090012', '11 digits'],
    ['077009001234', '11 digits'],
    ['07700 9001x3', 'more than digits'],
    ['', 'nothing was given'],
  ])('says of %p why, and what to do: %s', (text, why) => {
    const check = checkUkMobile(text);
    expect(check.verdict === 'ok' ? '' : check.message).toContain(why);
  });

  const anyMobile = fc
    .tuple(fc.constantFrom(...'12345789'), fc.integer({ min: 0, max: 99999999 }))
    .map(([first, rest]) => `7${first}${String(rest).padStart(8, '0')}`);
  const anyNotation = fc
    .tuple(
      fc.constantFrom('0', '+44', '0044', '44', '+44 (0)', '+44 0', '00 44 ', '(0)'),
      fc.array(fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u2013', ' / '), {
        minLength: 10,
        maxLength: 10,
      }),
    )
    .map(
      ([prefix, gaps]) =>
        (national: string) =>
          prefix + [...national].map((digit, n) => digit + (gaps[n] ?? '')).join(''),
    );

  it('is one number in whatever notation', () => {
    fc.assert(
      fc.property(anyMobile, anyNotation, (national, write) => {
        expect(normaliseMobile(write(national))).toBe(`+44${national}`);
        expect(normaliseMobile(`+44${national}`)).toBe(`+44${national}`);
      }),
    );
  });
});

describe('shared mailbox', () => {
  it.each([
    ['care.vlx1a@nhs.net', null, 'ok care.vlx1a@nhs.net'],
    [' Care.VLX1A@nhs.net ', 'VLX1A', 'ok care.vlx1a@nhs.net'],
    ['care.vlx1a@nhs.net', 'VLX2B', 'warn shared-mailbox-of-another-code care.vlx1a@nhs.net'],
    ['ashby.house@nhs.net', 'VLX1A', 'warn unusual-shared-mailbox ashby.house@nhs.net'],
    ['care.vlx1a@example.org', null, 'warn unusual-shared-mailbox care.vlx1a@example.org'],
    ['care.v@nhs.net', null, 'warn unusual-shared-mailbox care.v@nhs.net'],
    ['care.vlx1a', null, 'block invalid-shared-mailbox care.vlx1a'],
  ])('%p of %p is %p', (text, siteCode, expected) => {
    expect(inShort(checkSharedMailbox(text, siteCode))).toBe(expected);
  });
});

describe('CQC contact ID', () => {
  it.each(['1-12345', 'CON1-123456789', ' con1-12345678 ', '1-123456789012'])(
    '%p has the form',
    (text) => {
      expect(checkContactId(text)).toEqual({ verdict: 'ok' });
    },
  );

  it.each(['1-1234', '2-12345678', 'CON-12345678', '1-1234567890123', '12345678', ''])(
    '%p does not',
    (text) => {
      expect(checkContactId(text)).toMatchObject({ verdict: 'block', code: 'invalid-contact-id' });
    },
  );

  it('is never found in what is said of it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(CON)?[13]-\d{9,14}$/), (text) => {
        expect(JSON.stringify(checkContactId(text))).not.toContain(text.replace(/^CON/, ''));
      }),
    );
  });
});

const checks = [
  checkLocationId,
  checkProviderId,
  checkSiteOdsCode,
  checkPostcode,
  checkEmailAddress,
  checkUkMobile,
  (text: string) => checkSharedMailbox(text),
];
const typed = fc.oneof(
  fc.string(),
  fc.stringMatching(/^ ?[vVaAcC8r1lL][-A-Za-z0-9 ]{2,12} ?$/),
  fc.stringMatching(/^1-\d{1,14}$/),
  fc.emailAddress(),
);

describe('every check', () => {
  it('says the same of a value it has put in order', () => {
    fc.assert(
      fc.property(fc.constantFrom(...checks), typed, (check, text) => {
        const first = check(text);
        fc.pre(first.verdict !== 'block');
        expect(check(first.value)).toEqual(first);
      }),
    );
  });

  it('gives a sentence with what is not right, and none with what is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...checks), typed, (check, text) => {
        const result = check(text);
        if (result.verdict === 'ok') expect(result).not.toHaveProperty('message');
        else expect(result.message).toMatch(/\.$/);
      }),
    );
  });
});
