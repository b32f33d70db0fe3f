/** A word that says what somebody is to do with the shared mailbox; the home's own words say nothing. */
export type MailboxRole = 'owner' | 'administrator' | 'member';

const meanings: Readonly<Record<string, MailboxRole>> = {
  owner: 'owner',
  administrator: 'administrator',
  admin: 'administrator',
  member: 'member',
};

/** One person may be several: "owner and administrator". Any other word is a member's. */
export function rolesOf(role: string | null): ReadonlySet<MailboxRole> {
  if (role === null || role.trim() === '') return new Set();
  const found = role
    .toLowerCase()
    .split(/[^a-z]+/)
    .flatMap((word) => meanings[word] ?? []);
  return new Set(found.length > 0 ? found : ['member']);
}
