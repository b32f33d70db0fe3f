import { awayCount, receivedCount, saysGoneForGood, saysItIsAutomatic } from './away-words';
import { precedence } from './machine-headers';
import { headerOf, type ReadMessage } from './mail-message';
import { automaticSubject, isAnswerSubject } from './subject-marks';

/** From this weight on the signs are enough. */
const enough = 4;

const ourMatter =
  /\b(?:pass ?code|the code|nhs ?mail|nhs\.net|dspt|toolkit|mailbox for|location id|ods|log(?:ged)? in|activated|the form|your letter|your question)\b/i;
const held =
  /\b(?:(?:message|e-?mail) (?:you sent )?(?:has been|was|is being) (?:quarantined|held|blocked)|virus(?:es)? (?:was|were|has been) (?:found|detected)|infected (?:with|attachment)|(?:confirm|verify|prove) (?:that )?you(?:.re| are)? (?:a )?(?:human|real|person|not a (?:robot|spammer))|(?:click|follow|press)\b.{0,60}\b(?:link|below|here)\b.{0,100}\b(?:message|e-?mail|mail)\b.{0,40}\b(?:delivered|released|reach)|before (?:i|we) (?:can )?(?:receive|accept|deliver) your (?:message|e-?mail)|approved senders?|sender verification|whitelist request)/is;

/** Signs of a machine in words and lesser headers, weighed against signs of a person. */
export function weigh(message: ReadMessage): { kind: 'away' | 'other'; why: string } | null {
  const words = message.newest;
  const away = awayCount(words);
  const received = receivedCount(words);
  const subject = automaticSubject(message.subject);
  const signs: (readonly [number, string])[] = [
    [subject === 'with-ours' ? 3 : subject === 'alone' ? 2 : 0, 'its subject'],
    [away > 0 ? 1 + Math.min(away, 4) : 0, 'words of being away'],
    [received > 0 ? 0.5 + 1.5 * Math.min(received, 3) : 0, 'words of having received something'],
    [saysItIsAutomatic(words) ? 2 : 0, 'it calls itself automatic'],
    [held.test(words.slice(0, 3_000)) ? 6 : 0, 'it holds our letter back'],
    [saysGoneForGood(words) ? 1.5 : 0, 'words about an address no longer read'],
    [/^(?:bulk|junk|list)$/.test(precedence(message)) ? 2 : 0, 'its header Precedence'],
    [suppresses(message) ? 1 : 0, 'its header X-Auto-Response-Suppress'],
  ];
  const person = [
    message.quoted !== '' ? 2 : 0,
    isAnswerSubject(message.subject) ? 1 : 0,
    /\?/.test(words) ? 1 : 0,
    ourMatter.test(words) ? 2 : 0,
    message.attachments.some(({ inline }) => !inline) ? 2 : 0,
    hisOwnWords.test(words) ? 2 : 0,
  ].reduce((sum, weight) => sum + weight, 0);
  const total = signs.reduce((sum, [weight]) => sum + weight, 0) - person;
  if (total < enough) return null;
  const found = signs.filter(([weight]) => weight > 0).map(([, name]) => name);
  const isAway = away >= received && (away > 0 || subject !== null) && !saysGoneForGood(words);
  return {
    kind: isAway ? 'away' : 'other',
    why: `No header says so, but these together do: ${found.join(', ')}.`,
  };
}

/** What somebody says of a time that is over, or to one reader: no away program does. */
const hisOwnWords =
  /\b(?:sorry (?:for (?:the|my) (?:delay|late)|i (?:missed|have not|haven.t))|i (?:was|have been|.ve been) (?:out|away|off|on (?:annual |sick )?leave|on holiday|in hospital)|(?:was|were) out of (?:the )?office|just (?:back|returned|got back)|can you (?:call|ring|phone)|could you (?:call|ring|phone)|please (?:call|ring|phone) me)\b/i;

const suppresses = (message: ReadMessage): boolean =>
  /\b(?:all|autoreply|oof)\b/i.test(headerOf(message, 'x-auto-response-suppress') ?? '');
