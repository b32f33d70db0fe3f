import type { InboundSummary } from '@app/letters';
import { maskedEmail } from './masked';

/** What a message is, in a few words. */
const mailKindWords: Readonly<Record<NonNullable<InboundSummary['kind']>, string>> = {
  human: 'From a person',
  thanks: 'Thanks',
  'out-of-office': 'Away message',
  'delivery-failure': 'Not delivered',
  'delivery-delay': 'Delivery is late',
  'delivery-success': 'Delivered',
  'read-receipt': 'Read receipt',
  list: 'Circular',
  'other-machine': 'Automatic message',
};

/** A message that could not be read is of no kind. */
export const kindOfMessage = ({ kind }: Pick<InboundSummary, 'kind'>): string =>
  kind === null ? 'Cannot be read' : mailKindWords[kind];

/** The sender as they call themselves, with the address, which says more. */
export function senderWords(from: InboundSummary['from']): string {
  if (!from) return 'No sender is named';
  return from.name && from.name !== from.address ? `${from.name}, ${from.address}` : from.address;
}

/** The same where many stand together: by name, with as much of the address as tells whose it is. */
export function senderInLists(from: InboundSummary['from']): string {
  if (!from) return senderWords(from);
  const name = from.name.includes('@') ? '' : from.name;
  return senderWords({ name, address: maskedEmail(from.address) });
}
