import { isSocialCare, type KindOfLocation, outOfScopeReason } from './scope';

const location = (known: Partial<KindOfLocation>): KindOfLocation => ({
  locationId: '1-123456789',
  locationType: null,
  category: null,
  serviceTypes: null,
  careHome: null,
  ...known,
});

describe('outOfScopeReason', () => {
  it.each<[string, Partial<KindOfLocation>]>([
    ['a care home', { locationType: 'Social Care Org', category: 'Residential social care' }],
    [
      'home care',
      {
        locationType: 'Social Care Org',
        category: 'Community based adult social care services',
      },
    ],
    ['social care of no stated category', { locationType: 'Social Care Org' }],
    ['a category alone', { category: 'Residential social care' }],
    ['services alone', { serviceTypes: ['Doctors/GPs', 'Homecare agencies'] }],
    ['supported living alone', { serviceTypes: ['Supported living'], careHome: false }],
    ['a care home, nothing else being known', { careHome: true }],
    [
      'a care home of a company that has hospitals',
      { locationType: 'Independent Healthcare Org', careHome: true },
    ],
  ])('%s is ours', (_, known) => {
    expect(outOfScopeReason(location(known))).toBeNull();
  });

  it.each<[string, Partial<KindOfLocation>, RegExp]>([
    [
      'an NHS hospital',
      { locationId: 'RWDDA', locationType: 'NHS Healthcare Organisation' },
      /^Run by the NHS/,
    ],
    [
      'an NHS care home',
      { locationId: 'RXXGR', locationType: 'Social Care Org', careHome: true },
      /^Run by the NHS/,
    ],
    [
      'an NHS service under an ordinary id',
      { locationType: 'NHS Healthcare Organisation', careHome: true },
      /“NHS Healthcare Organisation”\.$/,
    ],
    [
      'a hospice',
      { locationType: 'Independent Healthcare Org', category: 'Hospice services' },
      /^A hospice/,
    ],
    ['a hospice known by its services', { serviceTypes: ['Home hospice care'] }, /^A hospice/],
    [
      'a GP',
      { locationType: 'Primary Medical Services', category: 'GP Practices' },
      /^Not .* “GP Practices”\.$/,
    ],
    ['a dentist known by its services', { serviceTypes: ['Dentist'] }, /“Dentist”\.$/],
    ['one of no category', { locationType: 'Independent Ambulance' }, /“Independent Ambulance”\.$/],
    ['one of which only the name is known', {}, /^Its details are not known yet\.$/],
    ['one that is only known to be no care home', { careHome: false }, /^Not a social care/],
  ])('%s is not', (_, known, reason) => {
    expect(outOfScopeReason(location(known))).toMatch(reason);
  });
});

it('isSocialCare leaves open what nothing is known of', () => {
  expect(isSocialCare(location({}))).toBeNull();
  expect(isSocialCare(location({ serviceTypes: [] }))).toBeNull();
});
