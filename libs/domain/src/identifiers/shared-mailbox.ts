import { checkEmailAddress } from './email-address';
import { block, type IdentifierCheck, ok, warn } from './identifier-check';

/** `care.`, usually the ODS site code, and NHSmail's domain (founding texts: "normally"). */
const usualForm = /^care\.([a-z0-9]{3,8})@nhs\.net$/;

/**
 * Checks the address of a site's shared mailbox. Other forms do exist, so they only warn.
 * @param siteCode the site's ODS code, when it is known: the middle part should be the same
 */
export function checkSharedMailbox(text: string, siteCode: string | null = null): IdentifierCheck {
  const address = checkEmailAddress(text);
  if (address.verdict === 'block')
    return block(
      address.value,
      'invalid-shared-mailbox',
      'That is not an email address; a shared mailbox is normally care.CODE@nhs.net.',
    );
  const middle = usualForm.exec(address.value)?.[1];
  if (middle === undefined)
    return warn(
      address.value,
      'unusual-shared-mailbox',
      `${address.value} is not the usual form, care.CODE@nhs.net; check it with the home.`,
    );
  return siteCode === null || middle === siteCode.trim().toLowerCase()
    ? ok(address.value)
    : warn(
        address.value,
        'shared-mailbox-of-another-code',
        `${address.value} does not carry the site’s ODS code ${siteCode.trim().toUpperCase()}; check that it is this site’s mailbox.`,
      );
}
