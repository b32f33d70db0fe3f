/** Every dashboard, in the order in which they are listed, and whether months mean anything to it. */
export const dashboardPages = [
  { name: 'funnel', hasMonths: true, title: 'From prospect to live' },
  { name: 'coverage', hasMonths: true, title: 'Who has NHSmail and DSPT' },
  { name: 'stage-times', hasMonths: true, title: 'How long each stage takes' },
  { name: 'passcodes', hasMonths: true, title: 'Passcodes' },
  { name: 'replies', hasMonths: true, title: 'Replies within 48 hours' },
  { name: 'coming', hasMonths: false, title: 'Planned for 30 days' },
  { name: 'expiries', hasMonths: false, title: 'DSPT ending by 30 June' },
] as const;

export type DashboardName = (typeof dashboardPages)[number]['name'];
