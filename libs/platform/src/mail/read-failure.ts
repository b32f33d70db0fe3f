import type { NodemailerError } from 'nodemailer';
import { oneLine } from './mail-address';
import type { SendOutcome } from './mail-transport';

/** What nodemailer tells of a failed attempt; which fields are there depends on the failure. */
export type MailFailure = Pick<
  NodemailerError,
  'code' | 'command' | 'responseCode' | 'response' | 'originalCode' | 'message'
>;

const addresses = /[^\s<>()"',;:]+@[^\s<>()"',;:]+/g;

/** The server's own words in one line, without the addresses they often repeat: logs and lists show them. */
export function serverWords(response: string): string {
  return oneLine(response.replace(addresses, '[address]')).slice(0, 300);
}

/** Sign-in needed, failed or too weak: 530, 534, 535, 538 (RFC 4954). */
const signIn = new Set([530, 534, 535, 538]);

/** System errors of a connection ("ECONNRESET"); any other that a socket reports is one of TLS. */
const connectionFault = /^(?!EPROTO$)(E[A-Z0-9]+|ERR_(SOCKET|STREAM)_.*)$/;

/**
 * Gives a failed attempt its meaning, by how far the SMTP dialogue had come.
 * @param bodyHandedOver the whole letter, with its final dot, had gone to the connection: from then
 *   on only an answer of the server says that it was not taken
 */
export function readFailure(failure: MailFailure, bodyHandedOver: boolean): SendOutcome {
  const { code, command, responseCode } = failure;
  const words = failure.response ? `: "${serverWords(failure.response)}"` : '';

  if (bodyHandedOver && !answeredTheBody(failure))
    return {
      kind: 'unknown',
      reason:
        'The connection to the mail server ended after the letter had gone out and before the server confirmed it. It may or may not have arrived.',
    };
  if (code === 'EAUTH' || code === 'ENOAUTH' || signIn.has(responseCode ?? 0))
    return {
      kind: 'halt',
      reason: `The mail server did not accept our sign-in${words}. Check the user name and password in SMTP_URL.`,
    };
  if (isTls(failure))
    return {
      kind: 'halt',
      reason: `No secure connection to the mail server (${oneLine(failure.originalCode ?? failure.message)}). Check its certificate and SMTP_URL.`,
    };
  if (responseCode !== undefined && responseCode >= 500 && responseCode !== 503)
    return readRefusal(failure, words);
  if (code === 'EMESSAGE' && command === 'MAIL FROM')
    return {
      kind: 'refused',
      scope: 'server',
      reason: 'The letter is larger than the mail server takes.',
    };
  if (responseCode !== undefined)
    return {
      kind: 'deferred',
      reason: `The mail server asked us to try again later${words}.`,
      heard: command === 'RCPT TO' || command === 'DATA',
    };
  return { kind: 'deferred', reason: `${withoutAnswer(failure)}.` };
}

/** A reply of the server to the body settles the matter; anything else after it leaves it open. */
const answeredTheBody = ({ code, command, responseCode }: MailFailure): boolean =>
  code === 'EMESSAGE' && command === 'DATA' && responseCode !== undefined && responseCode >= 400;

const isTls = ({ code, originalCode }: MailFailure): boolean =>
  code === 'ETLS' ||
  code === 'EREQUIRETLS' ||
  (code === 'ESOCKET' && originalCode !== undefined && !connectionFault.test(originalCode));

/** A 5xx. Before RCPT it is not about this letter: every other would meet it too. */
function readRefusal({ command, response, responseCode }: MailFailure, words: string): SendOutcome {
  if (command === 'RCPT TO') return readRecipientRefusal(response ?? '', words);
  if (command === 'DATA' || (command === 'MAIL FROM' && responseCode === 552))
    return {
      kind: 'refused',
      scope: 'server',
      reason: `The mail server refused this letter${words}.`,
    };
  if (command === 'MAIL FROM')
    return {
      kind: 'halt',
      reason: `The mail server refuses our sender address${words}. Check MAIL_FROM.`,
    };
  return { kind: 'halt', reason: `The mail server takes no letters from us${words}.` };
}

/** The server knows nobody of that name: 5.1.1, 5.1.2, 5.1.3, 5.1.6 and 5.1.10 (RFC 3463, RFC 7505). */
const noSuchMailbox = /\b5\.1\.(1|2|3|6|10)\b/;

/** Servers that give no enhanced code say it in words. */
const noSuchMailboxInWords =
  /\b(no such (user|mailbox|recipient|person|address)|(user|mailbox|recipient|address|account) (unknown|not found|does not exist|doesn't exist|invalid)|unknown (user|mailbox|recipient|address)|does not exist)\b/i;

const enhanced = /\b5\.\d{1,3}\.\d{1,3}\b/;

function readRecipientRefusal(response: string, words: string): SendOutcome {
  if (/\b5\.7\.\d/.test(response))
    return {
      kind: 'refused',
      scope: 'server',
      reason: `The mail server does not allow us to write to this address${words}.`,
    };
  const gone = enhanced.test(response)
    ? noSuchMailbox.test(response)
    : noSuchMailboxInWords.test(response);
  if (gone)
    return {
      kind: 'refused',
      scope: 'mailbox',
      reason: `The mail server says that there is no such address${words}.`,
    };
  if (/\b5\.2\.2\b/.test(response) || (response.startsWith('552') && !enhanced.test(response)))
    return {
      kind: 'refused',
      scope: 'address',
      reason: `Their mailbox is full${words}.`,
    };
  return {
    kind: 'refused',
    scope: 'address',
    reason: `The mail server does not accept letters for this address${words}.`,
  };
}

function withoutAnswer({ code, originalCode }: MailFailure): string {
  if (code === 'EDNS') return 'The mail server’s name was not found';
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'The mail server did not answer in time';
  if (originalCode === 'ECONNREFUSED')
    return 'The mail server could not be reached: connection refused';
  if (code === 'EPROTOCOL') return 'The mail server gave an answer that makes no sense';
  if (originalCode) return `The mail server could not be reached: ${originalCode}`;
  return 'The mail server closed the connection before it took the letter';
}
