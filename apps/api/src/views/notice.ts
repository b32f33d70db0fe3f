/**
 * What has just been done on another page, in words; null for anything an address may hold besides.
 * @param done as it stands in the address
 */
export const noticeOf = (
  notices: Readonly<Record<string, string>>,
  done: unknown,
): string | null =>
  typeof done === 'string' && Object.hasOwn(notices, done) ? (notices[done] ?? null) : null;
