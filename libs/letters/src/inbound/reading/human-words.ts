import { type Keyword, keywords } from './classification';
import type { Mailbox } from './mail-message';

const greeting =
  /^(?:hi|hiya|hello|helo|hey|dear|good (?:morning|afternoon|evening)|morning|afternoon|evening|shwmae|bore da|prynhawn da|annwyl)\b[^.!?]{0,40}[,.!:-]*$/iu;
const signOff =
  /^(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|with|very best)?\s*(?:regards|wishes)|regards|kr|rgds|yours(?: (?:sincerely|faithfully|truly))?|sincerely|cofion(?: cynnes| gorau)?|all the best|best|love|take care|x{1,4})\b[,.! ]*$/iu;

/** The lines that say something: no empty ones, no greeting at the top. */
function contentLines(newest: string): string[] {
  const lines = newest
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return greeting.test(lines[0] ?? '') ? lines.slice(1) : lines;
}

const word = keywords.join('|');
const bare = new RegExp(`^(${word}|unsubscribe)$`, 'i');
const first = new RegExp(`^(${word})(?![\\p{L}\\p{N}'’-])`, 'u');
const polite =
  '(?:it|them|this|these|that|today|yesterday|now|please|pls|thanks|thank you|many thanks|cheers|ta|sam|for now|diolch)';
const withManners = new RegExp(
  `^(?:all |please |pls )?(${word}|unsubscribe)(?:[\\s,.!–-]+${polite}){0,4}$`,
  'i',
);
const stopWriting =
  /^(?:please |pls |could you |can you |would you )*(?:please )?stop (?:all |sending |emailing |writing )*(?:me |to me |us )*(?:all |any |any more |more |these |the |your |further )*(?:letters|emails|e-mails|mails|messages|reminders|writing|emailing)?(?:[\s,]+(?:please|thanks|thank you|to me|to this address|now))*$/i;

/**
 * The word of ours with which somebody answers, told from their newest words only: alone on one of
 * the first lines, in capitals at the start, or with no more than good manners around it. "Please
 * stop these letters" is STOP too; "I will stop by on Monday" is not.
 */
export function keywordIn(newest: string): Keyword | null {
  const lines = contentLines(newest).slice(0, 3);
  if (/\?/.test(lines[0] ?? '')) return null;
  const [opening = '', ...more] = lines.map(trimmed);
  if (/^(?:please )?stop\b/i.test(opening) || /\bstop\b/i.test(opening)) {
    if (stopWriting.test(opening)) return 'STOP';
  }
  const found =
    bare.exec(opening)?.[1] ?? first.exec(opening)?.[1] ?? withManners.exec(opening)?.[1];
  const later = more.find((line) => line === line.toUpperCase() && bare.test(line));
  const said = (found ?? later)?.toUpperCase();
  return said === 'UNSUBSCRIBE' ? 'STOP' : (keywords.find((keyword) => keyword === said) ?? null);
}

const trimmed = (line: string): string => line.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

const thankful =
  'thanks|thank ?you|thanx|thx|ta|cheers|diolch(?: yn fawr)?|merci|danke|much appreciated|appreciated|appreciate it|great|lovely|perfect|brilliant|fab|fabulous|super|wonderful|excellent|fantastic|ok|okay|oki|k|noted|understood|will do|no problem|no worries|you too|that.?s (?:great|fine|lovely|helpful|perfect|brilliant|good)|sounds (?:good|great)|all good|good';
const filler =
  'ah|oh|aw|that.?s (?:so |really |very )?(?:kind|nice|good) of you|that.?s (?:so |really |very )?(?:kind|nice)|so|very|really|many|much|again|indeed|all|both|ever|kindly|sincere|for|this|that|these|your|the|his|her|all your|help|e-?mail|emails|letter|letters|update|reply|info|information|message|reminder|prompt|quick|response|getting back|to me|letting|me|us|know|with|and|a|an|heads up|advice|support|have|nice|day|weekend|evening|you|x+';
const onlyThanks = new RegExp(`^(?:(?:${thankful}|${filler})(?: |$))+$`, 'iu');
const holdsThanks = new RegExp(`(?:^| )(?:${thankful})(?: |$)`, 'iu');
/** A name after thanks: "Thanks Sam". */
const thanksTo =
  /\b(thanks|thank you|thankyou|cheers|ta|diolch|many thanks)(?: so much| very much| again| ever so much| yn fawr)? (?:sam|[A-Z][\p{L}'’-]{1,20})(?: [A-Z][\p{L}'’-]{1,20})?/gu;
/** A sign-off of names and a role, each word with a capital. */
const nameLine =
  /^(?:\p{Lu}[\p{L}'’.-]*|x+|and|&|of|the|-|–|,|\|)(?:[ ,]+(?:\p{Lu}[\p{L}'’.-]*|x+|and|&|of|the|-|–|\|))*$/u;
const saysSomething =
  /\b(?:code|passcode|form|yes|no|not|arrived|come|came|received|done|sent|help|call|phone|stop|monday|tuesday|wednesday|thursday|friday|saturday|sunday|stopped|left|gone|never|nothing|still)\b/i;

/**
 * A "thank you" or "OK" and nothing more: kind, but no answer to anything.
 * @param sender their own name below it says nothing either
 */
export function isOnlyThanks(newest: string, sender: Mailbox | null = null): boolean {
  const lines = contentLines(newest);
  const names = lines.findIndex((line, n) => n > 0 && signOff.test(line));
  let said = names > 0 ? lines.slice(0, names) : lines.filter((line) => !signOff.test(line));
  while (
    said.length > 1 &&
    nameLine.test(said.at(-1) ?? '') &&
    !isThanks(said.at(-1) ?? '') &&
    !saysSomething.test(said.at(-1) ?? '')
  )
    said = said.slice(0, -1);
  const text = said.join(' ').replace(/^(?:hi|hello|hey|hiya|dear) \p{Lu}[\p{L}'’-]+[ ,!.]+/u, '');
  if (text.length > 200 || text.includes('?') || /\d/.test(text)) return false;
  if (/^[\p{Extended_Pictographic}\p{Emoji_Component}\s.!]+$/u.test(text)) return text !== '';
  const lowered = text.replace(/\b(?:Thank|Thanks|Many|Cheers|Ta|Diolch)\b/g, (word) =>
    word.toLowerCase(),
  );
  return isThanks(withoutName(lowered.replace(thanksTo, '$1'), sender));
}

/** Without the sender's own name at the end: "Many thanks, Jane". */
function withoutName(text: string, sender: Mailbox | null): string {
  const own = `${sender?.name ?? ''} ${sender?.address.split('@')[0] ?? ''}`.toLowerCase();
  const names = own.split(/[^\p{L}’'-]+/u).filter((part) => part.length > 2);
  const words = text.split(/\s+/);
  while (words.length > 1 && names.includes((words.at(-1) ?? '').toLowerCase().replace(/\W+$/, '')))
    words.pop();
  return words.join(' ');
}

function isThanks(text: string): boolean {
  const plain = text
    .replace(/[^\p{L}\p{N}'’\s]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return onlyThanks.test(plain) && holdsThanks.test(plain);
}
