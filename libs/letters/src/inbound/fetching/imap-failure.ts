/** Why the mailbox could not be read, in a sentence for the officer that holds no secret. */
export function imapFailure(error: unknown): string {
  const { code, authenticationFailed, responseStatus, serverResponseCode } = (error ?? {}) as {
    code?: string;
    authenticationFailed?: boolean;
    responseStatus?: string;
    serverResponseCode?: string;
  };
  if (authenticationFailed)
    return 'the mail server refused our sign-in; check user and password in IMAP_URL';
  if (code && certificate.has(code))
    return 'the mail server’s certificate is not good for its name; check the host in IMAP_URL';
  if (code && unreachable.has(code))
    return 'the mail server cannot be reached; check host and port in IMAP_URL';
  if (code && silent.has(code)) return 'the mail server does not answer';
  if (serverResponseCode === 'NONEXISTENT' || serverResponseCode === 'TRYCREATE')
    return 'the mail server has no such folder; check the end of IMAP_URL';
  if (responseStatus === 'NO' || responseStatus === 'BAD')
    return 'the mail server would not let us read the folder; check the end of IMAP_URL';
  return 'the connection to the mail server broke';
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
const silent = new Set([
  'ETIMEDOUT',
  'ETIMEOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'OutOfTime',
]);
const certificate = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
]);
