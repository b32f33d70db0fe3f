import { heavyWorkOf } from './heavy-work';

describe('heavyWorkOf', () => {
  it.each([
    ['POST', '/api/v1/imports', 'upload'],
    ['POST', '/API/v1/import-jobs/', 'upload'],
    ['POST', '/imports', 'upload'],
    ['GET', '/imports', null],
    ['POST', '/imports/jobs/7/accept', null],
    ['GET', '/audit/csv', 'export'],
    ['GET', '/exports/cases.xlsx', 'export'],
    ['POST', '/cases/7/portal/csv', 'export'],
    ['POST', '/privacy/person/7/export', 'export'],
    ['GET', '/cases', null],
    ['GET', '/csv-help', null],
  ])('%s %s: %s', (method, path, work) => {
    expect(heavyWorkOf({ method, path })).toBe(work);
  });
});
