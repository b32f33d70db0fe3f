import type { LinkState } from '@app/cases';
import type { HomeLinkKind } from '@app/domain';

/** What a link between two records of the register is called. */
export const linkKindWords: Readonly<Record<HomeLinkKind, string>> = {
  successor: 'A new registration of the same home',
  duplicate: 'The same home on the register twice',
  merged: 'Several registrations that went on as one',
  split: 'One registration that went on as several',
};

/** What has been said of it. */
export const linkStateWords: Readonly<Record<LinkState, string>> = {
  suggested: 'To decide',
  accepted: 'Joined',
  dismissed: 'Told apart',
};
