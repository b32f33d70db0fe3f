import { groupLink } from './group-link';

const provider = { providerId: '1-101', name: 'Fen Care', brand: null };

describe('groupLink', () => {
  it('leads to all homes of a provider that has more than this one', () => {
    expect(groupLink(provider, 12)).toEqual({
      href: '/groups/1-101',
      text: 'All 12 homes of Fen Care',
    });
    expect(groupLink({ ...provider, name: null }, 2)?.text).toBe('All 2 homes of provider 1-101');
  });

  it('is not there for the only home, nor where the register names no provider', () => {
    expect(groupLink(provider, 1)).toBeNull();
    expect(groupLink(null, 0)).toBeNull();
    expect(groupLink({ ...provider, providerId: null }, 5)).toBeNull();
  });
});
