import type { DeliveryCause, FailedDelivery } from './classification';

/** Fields of one block of a report (RFC 3464, section 2.1), names lower-cased, first one wins. */
export type ReportFields = ReadonlyMap<string, string>;

const mostBlocks = 200;

/** The blocks of a `message/delivery-status` or `…disposition-notification` part. */
export function reportBlocks(text: string): ReportFields[] {
  const blocks: Map<string, string>[] = [];
  let block: Map<string, string> | null = null;
  let name = '';
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      block = null;
      continue;
    }
    if (/^[ \t]/.test(line) && block && name !== '') {
      block.set(name, `${block.get(name) ?? ''} ${line.trim()}`.slice(0, 2_000));
      continue;
    }
    const [, key, value = ''] = /^([A-Za-z][A-Za-z0-9-]{0,60})\s*:\s*(.*)$/.exec(line) ?? [];
    if (!key) continue;
    if (!block) {
      if (blocks.length >= mostBlocks) break;
      block = new Map();
      blocks.push(block);
    }
    name = key.toLowerCase();
    if (block.has(name)) name = `${name}#`;
    block.set(name, value.trim().slice(0, 2_000));
  }
  return blocks;
}

export type Action = 'failed' | 'delayed' | 'delivered';

/** One recipient of a delivery report. */
export interface Recipient extends FailedDelivery {
  action: Action;
}

/** The recipients that a report speaks of, with what became of each. */
export function recipientsIn(blocks: readonly ReportFields[]): Recipient[] {
  return blocks
    .filter((block) => block.has('action') || block.has('final-recipient') || block.has('status'))
    .filter((block) => !block.has('reporting-mta') || block.has('action'))
    .map((block) => {
      const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(block.get('status') ?? '')?.[1] ?? null;
      const said = (block.get('diagnostic-code') ?? '').replace(/^\s*[a-z0-9-]+\s*;\s*/i, '');
      const address =
        addressIn(block.get('original-recipient') ?? '') ??
        addressIn(block.get('final-recipient') ?? '');
      const action = actionOf(block.get('action') ?? '', status);
      return { address, status, said, action, cause: causeOf(status, said) };
    });
}

function actionOf(action: string, status: string | null): Action {
  const word = action.trim().toLowerCase();
  if (/^failed/.test(word)) return 'failed';
  if (/^delayed/.test(word)) return 'delayed';
  if (/^(delivered|relayed|expanded)/.test(word)) return 'delivered';
  return status?.startsWith('2') ? 'delivered' : status?.startsWith('4') ? 'delayed' : 'failed';
}

/** `rfc822; jane@home.example`, also with brackets or in the coding of RFC 3461 (`+3D`). */
export function addressIn(value: string): string | null {
  const found = /[^\s<>;,:()"']{1,200}@[^\s<>;,:()"']{1,253}/.exec(value)?.[0];
  return found ? found.replace(/[.]+$/, '').toLowerCase() : null;
}

const noSuch =
  /\b(?:no such (?:user|mailbox|address|person|recipient)|user (?:is )?(?:unknown|not found|doesn.t exist|does not exist)|unknown (?:user|recipient|address|mailbox|local[ -]part)|(?:address|mailbox|account|recipient|user|email)\b.{0,50}(?:does(?:n.t| not) exist|not found|could ?n[o']t be found|unknown|unavailable|is disabled|disabled|inactive|invalid|has been closed|not valid|couldn.t be found|no longer (?:valid|exists|in use|available))|not (?:listed|found) in|recipientnotfound|recipient (?:address )?rejected|invalid (?:recipient|mailbox|address)|no mailbox here|doesn.t have an? .{1,80} account|no longer (?:works|employed|valid|with)|nxdomain|host (?:or domain name )?(?:unknown|not found)|domain (?:does(?:n.t| not) exist|not found)|unrouteable address|unroutable|all relevant mx records point to non-existent)/iu;
const full =
  /\b(?:mailbox (?:is )?full|over ?quota|quota (?:exceeded|is full)|exceeded .{0,20}(?:storage|quota)|insufficient (?:disk|storage)|out of storage|mailfolder is full|inbox is full)/iu;
const refused =
  /\b(?:spam|blocked|block ?list|blacklist|policy|reputation|dmarc|spf|dkim|not authori[sz]ed|access denied|administrative(?:ly)? prohib|content (?:rejected|filter)|virus|malware|rejected by|banned|relay(?:ing)? (?:denied|not permitted)|greylist)/iu;
const tooLarge = /\b(?:too (?:large|big)|size limit|message size|maximum size)/iu;
const gaveUp =
  /\b(?:timed? ?out|retry (?:time|timeout)|expired|could not connect|connection (?:refused|timed)|unable to connect|no answer|too long|host (?:is )?unreachable|for \d+ (?:days|hours))/iu;

/** Why it failed, by the status code first (RFC 3463), then by what the server said. */
export function causeOf(status: string | null, said: string): DeliveryCause {
  const code = status ?? '';
  if (/^[45]\.2\.2$/.test(code) || full.test(said)) return 'mailbox-full';
  if (/^5\.3\.4$|^5\.2\.3$/.test(code) || tooLarge.test(said)) return 'too-large';
  // Microsoft 365 refuses unknown addresses with these words, whatever the code.
  if (/recipient address rejected: access denied/i.test(said)) return 'no-such-address';
  if (/^5\.7\./.test(code) && !/5\.7\.0/.test(code)) return 'refused';
  if (code.startsWith('4.')) return 'gave-up';
  if (/^5\.1\.(?:1|2|3|6|10)$|^5\.2\.1$|^5\.4\.310$/.test(code)) return 'no-such-address';
  if (
    refused.test(said) &&
    !/\buser unknown|no such user|does not exist|recipientnotfound/i.test(said)
  )
    return 'refused';
  if (noSuch.test(said)) return 'no-such-address';
  if (/^5\.4\.[17]$/.test(code) || gaveUp.test(said)) return 'gave-up';
  return 'unclear';
}
