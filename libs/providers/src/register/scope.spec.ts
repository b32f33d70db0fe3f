import { outOfScopeReason } from './scope';

describe('outOfScopeReason', () => {
  it.each([
    ['a care home', '1-123456789', 'Social Care Org', 'Residential social care'],
    ['home care', '1-123456789', 'Social Care Org', 'Community based adult social care services'],
    ['social care of no stated category', '1-123456789', 'Social Care Org', null],
  ])('%s is ours', (_, id, type, category) => {
    expect(outOfScopeReason(id, type, category)).toBeNull();
  });

  it.each([
    [
      'an NHS hospital',
      'RWDDA',
      'NHS Healthcare Organisation',
      'Acute hospital',
      /^Run by the NHS/,
    ],
    ['an NHS care home', 'RXXGR', 'Social Care Org', 'Residential social care', /^Run by the NHS/],
    ['a hospice', '1-1', 'Independent Healthcare Org', 'Hospice services', /^A hospice/],
    ['a GP', '1-1', 'Primary Medical Services', 'GP Practices', /^Not .* “GP Practices”\.$/],
    ['one of no category', '1-1', 'Independent Ambulance', null, /“Independent Ambulance”\.$/],
  ])('%s is not', (_, id, type, category, reason) => {
    expect(outOfScopeReason(id, type, category)).toMatch(reason);
  });
});
