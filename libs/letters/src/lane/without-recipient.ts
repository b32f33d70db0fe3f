import type { SendOutcome } from '@app/platform';

/** Shorter words are no names, or hide nobody. */
const shortest = 3;

/**
 * An outcome as lists and logs may show it: mail servers like to repeat whom a letter was for, by
 * name or by the part before the @.
 */
export function withoutRecipient(
  outcome: SendOutcome,
  to: { name: string | null; address: string | null },
): SendOutcome {
  const [mailbox = ''] = to.address?.split('@') ?? [];
  const whole = [mailbox, to.name ?? ''];
  const words = [...whole, ...whole.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))]
    .filter((word) => word.length >= shortest)
    .sort((a, b) => b.length - a.length);
  const hide = (text: string): string =>
    words.reduce((said, word) => said.replace(aloneInText(word), '[recipient]'), text);
  return outcome.kind === 'sent'
    ? { ...outcome, reply: hide(outcome.reply) }
    : { ...outcome, reason: hideInQuotes(outcome.reason, hide) };
}

/** The word as one of its own, whatever the case; names may hold any sign. */
const aloneInText = (word: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])${word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'giu',
  );

/** Only what the server said, which stands in quotes; the rest of a reason is ours. */
const hideInQuotes = (reason: string, hide: (text: string) => string): string =>
  reason.replace(/"[^]*"/, hide);
