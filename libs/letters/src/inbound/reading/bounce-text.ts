import { addressIn, causeOf } from './delivery-report';
import type { FailedDelivery } from './classification';

/** Sentences with which mail servers begin a report that is written for people only. */
const failed: readonly (readonly [string, RegExp])[] = [
  [
    'qmail',
    /this is the qmail-send program|i wasn.t able to deliver your message|i.m afraid i wasn.t able/i,
  ],
  [
    'Exim',
    /a message that you sent (?:could not|has not been able to) be delivered to (?:one or more|all|any) of/i,
  ],
  ['Postfix', /i.m sorry to have to inform you that your message could not\s+be delivered/i],
  [
    'Sendmail',
    /----- (?:the following addresses had permanent (?:fatal|delivery) errors|transcript of session follows) -----/i,
  ],
  [
    'Exchange',
    /delivery has failed to these recipients or (?:groups|distribution lists)|your message did not reach some or all of the intended recipients|could ?n[o']t be delivered to the following (?:recipient|address)/i,
  ],
  [
    'Microsoft 365',
    /(?:your message (?:to .{1,200} )?couldn.t be delivered)|wasn.t found at .{1,100}|error details reported error/i,
  ],
  [
    'Gmail',
    /(?:address not found|message (?:not delivered|blocked|rejected))\s+your message (?:wasn.t|to .{1,200} (?:has been|wasn.t))|delivery to the following recipients? failed permanently/i,
  ],
  ['Yahoo', /(?:sorry,? )?we were unable to deliver your message to the following address/i],
  [
    'Domino',
    /your (?:document|message)\b.{0,200}\bwas not delivered to|user .{1,150} not listed in .{0,40}directory/is,
  ],
  ['MDaemon', /the attached message had permanent fatal delivery errors/i],
  ['GroupWise', /the message that you sent was undeliverable to the following/i],
  [
    'Mimecast',
    /(?:mimecast|the message you sent) .{0,150}(?:could not be delivered|was rejected|has been rejected|was not delivered)/is,
  ],
  [
    'Proofpoint',
    /(?:proofpoint|the email you sent) .{0,150}(?:could not be delivered|was rejected|undeliverable|was not delivered)/is,
  ],
  [
    'Barracuda',
    /your message to:? .{1,200}\s(?:was|has been) blocked|barracuda .{0,100}(?:blocked|rejected)/is,
  ],
  [
    'a mail server',
    /(?:your|the|this) (?:e-?mail|message)(?: .{0,150})? (?:could not|can ?not|couldn.t|was unable to|has failed to|failed to|was not|is undeliverable|wasn.t) ?(?:be )?(?:delivered|deliver|reach|sent)?/is,
  ],
  [
    'a mail server',
    /(?:undeliverable|undelivered) (?:mail|message)|unable to (?:deliver|relay|send)|has not been delivered|(?:been|was) (?:blocked|rejected) by|does not like recipient|no such (?:user|mailbox|recipient)|unknown (?:user|recipient|address)|user unknown|mailbox (?:is )?full|doesn.t have an? .{1,60} account|(?:delivery|transmission) (?:to .{1,100} )?(?:has )?failed|permanent (?:failure|error)|returned to sender|delivery failure|unzustellbar|konnte nicht zugestellt werden|n.a (?:pas )?pu être (?:remis|délivré|distribué)|methwyd (?:â )?(?:danfon|dosbarthu|anfon)/is,
  ],
];
const delayed =
  /(?:this is a warning message only|has been delayed|is delayed|not yet been delivered|(?:has not|hasn.t) been delivered yet|will (?:be retried|continue to (?:try|be retried)|keep trying|retry)|you do not need to (?:do anything|resend)|no action is required on your part|delivery attempts will continue|could not send message for past|temporary problem delivering|still trying|we'll keep trying)/i;
const given =
  /(?:gave up|giving up|will not be retried|no further attempts|last attempt failed|has expired|permanently|retry timeout exceeded|cancelled after)/i;
const delivered =
  /(?:was|has been) successfully (?:delivered|relayed)|successful mail delivery report|delivery to (?:these|the following) recipients? (?:or groups )?is complete|your message has been delivered to the following/i;

/** Where the returned letter begins, below the words of the server. */
const copyBelow =
  /\n[ -]*(?:-{2,}\s*)?(?:below this line is a copy|this is a copy of (?:the|your) message|original message (?:headers?|follows)|the (?:original|header of the) message(?! was)|the body of the message|unsent message below|message headers? follow|returned message|copy of the original|original message(?! was))\b/i;

export interface BounceText {
  outcome: 'failed' | 'delayed' | 'delivered';
  dialect: string;
  deliveries: FailedDelivery[];
}

/**
 * What a mail server's letter to people says, or null when it is none. Only for messages that show
 * other signs of coming from a server: a person may quote the same words.
 * @param failedHeader X-Failed-Recipients, or null
 * @param own lower-cased addresses that cannot be the failed one
 */
export function readBounceText(
  text: string,
  failedHeader: string | null,
  own: readonly string[],
): BounceText | null {
  const all = text.slice(0, 20_000);
  const split = all.search(copyBelow);
  const words = split > 40 ? all.slice(0, split) : all;
  const flat = words.replace(/\s+/g, ' ');
  const dialect = failed.find(([, pattern]) => pattern.test(words) || pattern.test(flat))?.[0];
  const isDelay = delayed.test(flat) && !given.test(flat);
  const isDelivered = delivered.test(flat);
  if (!dialect && !isDelay && !isDelivered && !failedHeader) return null;
  const deliveries = addressesIn(words, failedHeader, own).map((address) =>
    deliveryOf(address, words),
  );
  return {
    outcome: isDelivered ? 'delivered' : isDelay ? 'delayed' : 'failed',
    dialect: dialect ?? 'a mail server',
    deliveries: deliveries.length > 0 ? deliveries : [deliveryOf(null, words)],
  };
}

function deliveryOf(address: string | null, words: string): FailedDelivery {
  const said = sayingAbout(address, words);
  const status = /\b([45]\.\d{1,2}\.\d{1,3})\b/.exec(said)?.[1] ?? null;
  const cause = causeOf(status, said);
  return {
    address,
    status,
    said: said.slice(0, 500),
    cause: cause === 'unclear' ? causeOf(status, words.replace(/\s+/g, ' ')) : cause,
  };
}

/** What the server says from the address on; all of it when the address stands in no line. */
function sayingAbout(address: string | null, words: string): string {
  const at = address ? words.toLowerCase().indexOf(address) : -1;
  const near = at < 0 ? words : words.slice(at + (address?.length ?? 0), at + 1_200);
  return near.replace(/\s+/g, ' ').trim();
}

const notRecipients =
  /^(?:postmaster|mailer-daemon|mail-daemon|abuse|support|helpdesk|noreply|no-reply)@/;

function addressesIn(words: string, failedHeader: string | null, own: readonly string[]): string[] {
  const listed = (failedHeader ?? '')
    .slice(0, 5_000)
    .split(/[,\s]+/)
    .map(addressIn);
  const named = listed.filter((address) => address !== null);
  if (named.length > 0) return [...new Set(named)].slice(0, 20);
  const found = (words.match(/[^\s<>;,:()[\]"'|=]{1,128}@[^\s<>;,:()[\]"'|=]{1,253}/g) ?? [])
    .map((address) => addressIn(address))
    .filter((address) => address !== null)
    .filter((address) => /\.[a-z]{2,}$/.test(address))
    .filter((address) => !notRecipients.test(address) && !isOwn(address, own));
  return [...new Set(found)].slice(0, 5).slice(0, 1);
}

/** Ours too with something after a plus, and in Message-IDs. */
const isOwn = (address: string, own: readonly string[]): boolean =>
  own.includes(address.replace(/\+[^@]*@/, '@')) || /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(address);
