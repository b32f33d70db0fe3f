import type { RegisterChange } from '@app/providers';
import { presentChange } from './changes.presenter';

const change: RegisterChange = {
  subject: 'dsptPublication',
  key: 'VNJ4X|25/26 Standards Met|2026-06-10',
  name: null,
  action: 'create',
  row: 1200,
  fields: [],
};

describe('a change of the register', () => {
  it('calls a record without a name by its code, and tells its day in words', () => {
    expect(presentChange(change, false)).toMatchObject({
      name: 'VNJ4X',
      about: 'DSPT publication VNJ4X, 25/26 Standards Met, Wednesday 10 June 2026, row 1,200',
      href: null,
    });
  });

  it('calls a site by its name, with its page once it is one', () => {
    const site: RegisterChange = { ...change, subject: 'site', key: '1-123', name: 'The Elms' };
    expect(presentChange(site, false).href).toBeNull();
    expect(presentChange(site, true)).toMatchObject({ name: 'The Elms', href: '/sites/1-123' });
  });
});
