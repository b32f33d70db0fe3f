import { type Suppression, suppressionWords } from '@app/domain';

/** Why a letter was not sent; those kept back before reasons were kept say only that. */
export const whyKeptBack = (reason: string | null): string =>
  suppressionWords[(reason ?? '') as Suppression] ?? 'no letters went out then';
