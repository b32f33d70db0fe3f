import { block, type IdentifierCheck, ok, warn } from './identifier-check';

/** The HTML standard's form of an address, with at least one dot after the @. */
const form =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** Mailboxes that belong to a desk, not to a person. */
const genericNames = new Set([
  'admin',
  'administrator',
  'care',
  'carehome',
  'contact',
  'enquiries',
  'enquiry',
  'hello',
  'home',
  'info',
  'information',
  'mail',
  'manager',
  'office',
  'reception',
  'registeredmanager',
  'team',
]);

/** RFC 5321, 4.5.3.1: 64 octets before the @, and 254 in all for a path that must fit in 256. */
const longestLocalPart = 64;
const longestAddress = 254;

/** A site's mailbox that several people open (founding texts: "normally care.ODScode"). */
const sharedMailbox = /^care\.[a-z0-9]+@nhs\.net$/;

/**
 * Whether it is an account of NHSmail: who has one is moved, and gets no second one (domain rules,
 * case 42).
 */
export const isNhsMail = (address: string): boolean =>
  /@(?:[a-z0-9-]+\.)*nhs\.net$/.test(address.trim().toLowerCase());

/** Checks an email address; the value is in lower case. That it takes letters is not known. */
export function checkEmailAddress(text: string): IdentifierCheck {
  const value = text.trim().toLowerCase();
  const local = value.slice(0, value.lastIndexOf('@'));
  const dotted = local.startsWith('.') || local.endsWith('.') || local.includes('..');
  const tooLong = value.length > longestAddress || local.length > longestLocalPart;
  if (tooLong || dotted || !form.test(value))
    return block(
      value,
      'invalid-email',
      'That is not an email address; it should look like name@example.org.',
    );
  return genericNames.has(local.replace(/[^a-z]/g, '')) || sharedMailbox.test(value)
    ? warn(
        value,
        'generic-email',
        `${local}@ is shared by whoever is at the desk; ask for the person’s own address.`,
      )
    : ok(value);
}
