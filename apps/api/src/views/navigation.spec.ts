import { navigation, placeOf } from './navigation';

describe('navigation', () => {
  it('has eight parts at most, each with a name and address of its own', () => {
    expect(navigation.length).toBeLessThanOrEqual(8);
    for (const key of ['text', 'href'] as const)
      expect(new Set(navigation.map((item) => item[key])).size).toBe(navigation.length);
    const sections = navigation.flatMap((item) => item.sections);
    expect(new Set(sections).size).toBe(sections.length);
  });

  it('finds the part by what a page calls itself, and its page by the address', () => {
    expect(placeOf('mail-tray', '/mail-tray/3f0f')).toMatchObject({
      item: { text: 'Mail' },
      page: { text: 'Mail tray' },
    });
    expect(placeOf('mail', '/mail').page?.text).toBe('Mail health');
    expect(placeOf('policy', '/policy/draft')).toMatchObject({
      item: { text: 'Settings' },
      page: null,
    });
  });

  it('takes no address for another that only begins alike', () => {
    expect(placeOf('mail', '/mailing').page).toBeNull();
    expect(placeOf(undefined, '/mail')).toEqual({ item: null, page: null });
  });

  it('offers the first page of a part to whoever is shown the part', () => {
    for (const { pages, href, needs } of navigation)
      if (pages.length > 0) expect(pages[0]).toMatchObject({ href, needs });
  });
});
