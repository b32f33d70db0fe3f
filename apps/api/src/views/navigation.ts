import type { Permission } from '@app/officers';

/** A page within a part of the service. */
export interface NavigationPage {
  text: string;
  href: string;
  needs: Permission;
}

/** A part of the service, as the header lists it to those who may open it. */
export interface NavigationItem extends NavigationPage {
  /** What pages call themselves that stand under it; the first is its own name. */
  sections: readonly string[];
  /** Its pages, in a row under the header; none where one page is all there is. */
  pages: readonly NavigationPage[];
}

/**
 * The header. Eight parts at most: a person finds one of eight without reading, and one of twelve
 * only by reading all of them.
 */
export const navigation: readonly NavigationItem[] = [
  { sections: ['today'], text: 'Today', href: '/', needs: 'cases.read', pages: [] },
  { sections: ['stalled'], text: 'Stalled', href: '/stalled', needs: 'cases.read', pages: [] },
  { sections: ['cases'], text: 'Cases', href: '/cases', needs: 'cases.read', pages: [] },
  {
    sections: ['sites'],
    text: 'Sites',
    href: '/sites',
    needs: 'register.read',
    pages: [
      { text: 'Sites', href: '/sites', needs: 'register.read' },
      { text: 'Providers', href: '/providers', needs: 'register.read' },
    ],
  },
  {
    sections: ['dashboards', 'overview', 'measures', 'forecast'],
    text: 'Dashboards',
    href: '/dashboards',
    needs: 'aggregates.read',
    pages: [
      { text: 'Dashboards', href: '/dashboards', needs: 'aggregates.read' },
      { text: 'Overview', href: '/overview', needs: 'aggregates.read' },
      { text: 'The next 30 days', href: '/forecast', needs: 'cases.read' },
      { text: 'Measures', href: '/measures', needs: 'aggregates.read' },
      { text: 'Funder return', href: '/funder-return', needs: 'aggregates.read' },
      { text: 'Workshops', href: '/workshops', needs: 'cases.read' },
    ],
  },
  {
    sections: ['mail', 'inbox', 'mail-tray', 'wordings'],
    text: 'Mail',
    href: '/mail',
    needs: 'operations.read',
    pages: [
      { text: 'Mail health', href: '/mail', needs: 'operations.read' },
      { text: 'Mail in', href: '/inbox', needs: 'mail.read' },
      { text: 'Mail tray', href: '/mail-tray', needs: 'mail.read' },
      { text: 'Wordings', href: '/wordings', needs: 'wordings.read' },
    ],
  },
  {
    sections: ['imports'],
    text: 'Register',
    href: '/imports',
    needs: 'register.read',
    pages: [
      { text: 'Register files', href: '/imports', needs: 'register.read' },
      { text: 'DSPT', href: '/dspt', needs: 'register.read' },
      { text: 'Rows that fit nothing', href: '/quarantine', needs: 'register.read' },
      { text: 'Two records of one home?', href: '/duplicates', needs: 'register.read' },
      { text: 'Corrections to decide', href: '/corrections', needs: 'register.read' },
      { text: 'Data quality', href: '/quality', needs: 'register.read' },
    ],
  },
  {
    sections: ['settings', 'policy', 'officers', 'privacy', 'audit'],
    text: 'Settings',
    href: '/settings',
    needs: 'operations.read',
    pages: [],
  },
];

/** Where a page stands. */
export interface Place {
  item: NavigationItem | null;
  /** The page of that part which it is, or stands under; null when it is none of them. */
  page: NavigationPage | null;
}

/**
 * @param section what the page calls the part it stands in
 * @param path its address, without what follows `?`
 */
export function placeOf(section: string | undefined, path = ''): Place {
  const item = navigation.find(({ sections }) => sections.includes(section ?? '')) ?? null;
  const page = item?.pages.find(({ href }) => path === href || path.startsWith(`${href}/`)) ?? null;
  return { item, page };
}
