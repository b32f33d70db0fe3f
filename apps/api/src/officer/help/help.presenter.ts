import type { Permission } from '@app/officers';

/** A page, and what it is for. */
export interface HelpLine {
  text: string;
  href: string;
  purpose: string;
}

const pages: readonly (HelpLine & { needs: Permission })[] = [
  {
    text: 'Today',
    href: '/',
    needs: 'cases.read',
    purpose: 'What only you can do today, most urgent first. Ring, say how it went, go on.',
  },
  {
    text: 'Stalled',
    href: '/stalled',
    needs: 'cases.read',
    purpose: 'Cases that are not moving: why, since when, and what usually gets them going.',
  },
  {
    text: 'Cases',
    href: '/cases',
    needs: 'cases.read',
    purpose:
      'Every case, narrowed as you like. The page of a case says where it is, who has to act, by when and why.',
  },
  {
    text: 'Sites',
    href: '/sites',
    needs: 'register.read',
    purpose:
      'Every home and provider of the register, with or without a case. Open a case from here.',
  },
  {
    text: 'Dashboards',
    href: '/dashboards',
    needs: 'aggregates.read',
    purpose:
      'The whole area in figures and charts, what is coming, the measures, and the funder return.',
  },
  {
    text: 'Mail',
    href: '/mail',
    needs: 'operations.read',
    purpose:
      'Whether letters go out, what came in, every letter as its reader sees it, and how letters are worded.',
  },
  {
    text: 'Register',
    href: '/imports',
    needs: 'register.read',
    purpose: 'Bring in files of CQC, DSPT and ODS, and decide what the program cannot decide.',
  },
  {
    text: 'Settings',
    href: '/settings',
    needs: 'operations.read',
    purpose: 'Everything that can be changed, each with what it is now.',
  },
  {
    text: 'Your account',
    href: '/account',
    needs: 'account.read',
    purpose: 'How you sign in, where you are signed in, and when you are away.',
  },
];

/** The pages that may be opened, in the order of the menu. */
export const presentHelp = (may: (permission: Permission) => boolean): HelpLine[] =>
  pages
    .filter(({ needs }) => may(needs))
    .map(({ text, href, purpose }) => ({ text, href, purpose }));
