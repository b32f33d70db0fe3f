import fc from 'fast-check';
import { areaName } from './area-name';
import { brandName } from './brand-name';
import { readCompanyNumber } from './company-number';
import { managerName } from './manager-name';
import { readAlias } from './read-alias';
import { readPhone } from './read-phone';
import { readRating } from './read-rating';
import { readStatus } from './read-status';
import { readUprn } from './read-uprn';
import { readCqcPage, readWebsite } from './read-website';
import { regionName } from './region-name';
import { isCareHome, serviceName, specialismName } from './service-names';
import { splitAddress } from './split-address';
import { separators, splitList } from './split-list';
import { faultOfText, tidyText } from './tidy-text';
import type { ValueRead } from './value-read';

/** The value, or the code of what is wrong with it. */
const inShort = <T>(read: ValueRead<T>): T | string =>
  'value' in read ? read.value : read.wrong.code;

describe('a telephone number', () => {
  it.each([
    ['01522123456', '01522123456'],
    ['1522123456', '01522123456'],
    ['01522 123 456', '01522123456'],
    ['(01522) 123-456', '01522123456'],
    ['+44 1522 123456', '01522123456'],
    ['+44 (0)1522 123456', '01522123456'],
    ['0044 1522123456', '01522123456'],
    ['441522123456', '01522123456'],
    ['7700900123', '07700900123'],
    ['0172675066', 'invalid-phone'],
    ['172675066', 'invalid-phone'],
    ['012257744444', 'invalid-phone'],
    ['12787958491', 'invalid-phone'],
    ['04522123456', 'invalid-phone'],
    ['none', 'invalid-phone'],
    ['01522123456 ext 2', 'invalid-phone'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(readPhone(text))).toBe(expected);
  });

  it('reads back what it gives', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ -()') }), (text) => {
        const read = readPhone(text);
        if ('value' in read) expect(readPhone(read.value)).toEqual(read);
      }),
    );
  });
});

describe('a website', () => {
  it.each([
    ['www.voyagecare.com', 'https://www.voyagecare.com'],
    ['https://www.ryanqchomes.co.uk \t', 'https://www.ryanqchomes.co.uk'],
    ['https://www.prioryadultcare.co.uk:', 'https://www.prioryadultcare.co.uk'],
    ['http://old.example/home/', 'http://old.example/home'],
    ['javascript:alert(1)', 'invalid-website'],
    ['https://user@www.example.org', 'invalid-website'],
    ['https://localhost/', 'invalid-website'],
    ['https://10.0.0.1/', 'invalid-website'],
    ['someone@home.example', 'invalid-website'],
    ['two words.example', 'invalid-website'],
    ['https://x.example/"><b>', 'invalid-website'],
  ])('%p is %p', (text, expected) => {
    expect(inShort(readWebsite(text))).toBe(expected);
  });

  it.each([
    ['http://www.cqc.org.uk/location/1-1', 'https://www.cqc.org.uk/location/1-1'],
    ['https://cqc.org.uk/location/1-1', 'https://www.cqc.org.uk/location/1-1'],
    ['https://www.cqc.org.uk.evil.example/', 'invalid-url'],
    ['javascript:alert(1)', 'invalid-url'],
  ])('of CQC: %p is %p', (text, expected) => {
    expect(inShort(readCqcPage(text))).toBe(expected);
  });
});

it.each([
  ['requires Improvement', 'Requires improvement'],
  ['No published rating', null],
  ['Splendid', 'Splendid'],
])('rating %p is %p', (text, expected) => {
  expect(inShort(readRating(text))).toBe(expected);
});

it('an unknown rating is kept, and pointed out', () => {
  expect(readRating('Splendid')).toMatchObject({ remark: { code: 'unknown-rating' } });
});

it.each([
  ['Mackay, Emma Louise, Ms', 'Ms Emma Louise Mackay'],
  ['Lee, Ann', 'Ann Lee'],
  ['van der Berg,  Jan , Dr.', 'Dr. Jan van der Berg'],
  ['Ann Lee', 'Ann Lee'],
  ['Lee', 'Lee'],
])('manager %p is %p', (text, expected) => {
  expect(managerName(text)).toBe(expected);
});

it.each([
  ['15756430    ', '15756430'],
  ['8134155', '08134155'],
  ['ip21143r', 'IP21143R'],
  ['OC370574', 'OC370574'],
  ['not one', 'invalid-company-number'],
  ['123456789', 'invalid-company-number'],
])('company %p is %p', (text, expected) => {
  expect(inShort(readCompanyNumber(text))).toBe(expected);
});

it.each([
  ['100012345678', '100012345678'],
  ['10013048934.0', '10013048934'],
  ['000123', '123'],
  ['1.00E+11', 'invalid-uprn'],
  ['1234567890123', 'invalid-uprn'],
])('UPRN %p is %p', (text, expected) => {
  expect(inShort(readUprn(text))).toBe(expected);
});

it.each([
  ['Registered', 'registered'],
  ['DEREGISTERED', 'deregistered'],
  ['Dormant', 'unknown-registration-status'],
])('status %p is %p', (text, expected) => {
  expect(inShort(readStatus(text))).toBe(expected);
});

it.each([
  ['The Red House', 'The Red House'],
  ['someone@home.example', 'not-a-name'],
  ['http://internal/start.swe?x', 'not-a-name'],
  ['Organisation Name:Required', 'not-a-name'],
])('other name %p is %p', (text, expected) => {
  expect(inShort(readAlias(text))).toBe(expected);
});

it.each([
  ['Yorkshire and Humber (ADASS Region)', 'Yorkshire & Humberside'],
  ['Greater London (ADASS Region)', 'London'],
  ['East of England', 'East'],
  ['South West', 'South West'],
])('region %p is %p', (text, expected) => {
  expect(regionName(text)).toBe(expected);
});

it.each([
  ['Kingston upon Hull, City of', 'Kingston upon Hull'],
  ['Herefordshire, County of', 'Herefordshire'],
  ['Bedford Borough', 'Bedford'],
  ['Durham', 'County Durham'],
  ['County Durham', 'County Durham'],
  ['Lincolnshire', 'Lincolnshire'],
])('area %p is %p', (text, expected) => {
  expect(areaName(text)).toBe(expected);
});

describe('services', () => {
  it('have one name, whatever a file calls them', () => {
    const names = ['Care home service without nursing', 'RESIDENTIAL HOMES', 'Residential homes'];
    expect(new Set(names.map(serviceName))).toEqual(new Set(['Residential homes']));
    const people = [
      'Older People',
      'Caring for adults over 65 yrs',
      'caring for adults over 65 YRS',
    ];
    expect(new Set(people.map(specialismName))).toEqual(new Set(['Caring for adults over 65 yrs']));
    expect(serviceName('Something New')).toBe('Something New');
  });

  it('keep their name when it is read again', () => {
    for (const name of ['Domiciliary care service', 'Doctors treatment service', 'Shared Lives'])
      expect(serviceName(serviceName(name))).toBe(serviceName(name));
  });

  it('make a care home when people live there', () => {
    expect(isCareHome(['Homecare agencies', 'Nursing homes'])).toBe(true);
    expect(isCareHome(['Supported living'])).toBe(false);
  });
});

describe('a list in a field', () => {
  it.each([
    ['Doctors/GPs,Doctors/GPs', separators.comma, ['Doctors/GPs']],
    [
      'Personal care,Treatment of disease, disorder or injury',
      separators.comma,
      ['Personal care', 'Treatment of disease, disorder or injury'],
    ],
    [
      'Domiciliary care service, Supported living service',
      separators.commaAndBlank,
      ['Homecare agencies', 'Supported living'],
    ],
    [
      'Nursing homes|Residential homes',
      separators.strokeOrComma,
      ['Nursing homes', 'Residential homes'],
    ],
    [
      'Residential homes,Nursing homes',
      separators.strokeOrComma,
      ['Nursing homes', 'Residential homes'],
    ],
    [' ,,', separators.comma, null],
  ])('%p', (text, separator, expected) => {
    expect(splitList(text, separator, serviceName)).toEqual(expected);
  });
});

it.each([
  [
    '1 Mill Lane,Newland,Wexham,Lincolnshire',
    { address: '1 Mill Lane, Newland', town: 'Wexham', county: 'Lincolnshire' },
  ],
  ['1 Mill Lane\nWexham', { address: '1 Mill Lane', town: 'Wexham', county: null }],
  ['The Grange, , ', { address: 'The Grange', town: null, county: null }],
  ['Wexham, Kent', { address: 'Wexham', town: null, county: 'Kent' }],
])('address %p', (text, expected) => {
  expect(splitAddress(text)).toEqual(expected);
});

it('a brand loses the word that CQC puts before it', () => {
  expect([brandName('BRAND Prime Life'), brandName('BRANDED Care')]).toEqual([
    'Prime Life',
    'BRANDED Care',
  ]);
});

it('text gets single blanks, and is told when it is none', () => {
  expect(tidyText(' two \u00a0 \n words ')).toBe('two words');
  expect(tidyText('\u202eOak \u200bHouse\u2069')).toBe('Oak House');
  expect(tidyText('\u200b\u200d')).toBe('');
  expect(faultOfText('A\u0007', 10)?.code).toBe('control-character');
  expect(faultOfText('four', 3)?.code).toBe('too-long');
  expect(faultOfText('four', 4)).toBeNull();
});
