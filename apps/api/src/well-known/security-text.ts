import { type RunningConfig, readMailFrom } from '@app/platform';
import type { Temporal } from 'temporal-polyfill';

/** Under a year, as RFC 9116 asks (section 2.5.5); it moves on with every reading. */
const validDays = 180;

/**
 * What `/.well-known/security.txt` says (RFC 9116): where somebody who has found a weakness tells us.
 * @param now the text is good for half a year from then
 */
export function securityText(
  config: Pick<RunningConfig, 'publicUrl' | 'mailFrom' | 'securityContact'>,
  now: Temporal.Instant,
): string {
  const expires = now
    .add({ hours: validDays * 24 })
    .round('second')
    .toString();
  const contact =
    config.securityContact ?? `mailto:${encodeURI(readMailFrom(config.mailFrom).address)}`;
  return [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    'Preferred-Languages: en',
    `Canonical: ${config.publicUrl}/.well-known/security.txt`,
    '',
  ].join('\n');
}
