import { type Temporal } from 'temporal-polyfill';
import { type DayFound, findDays } from './written-days';

/** "I am back on", "returning", "in the office again from": the day itself is worked. */
const back =
  /\b(?:return(?:s|ing|ed)?|back|resum(?:e|es|ing)|available again|in the office again|reopen(?:s|ing)?|re-open(?:s|ing)?|open again|in work again|next (?:in|working day is)|again (?:on|from)|at work again|in again|see you|start(?:ing)? (?:work )?again|answered|dychwelyd|dychwelaf|yn ôl|nôl|zurück|wieder|erreichbar|retour|reviens|reviendrai|de retour|joignable)\b[^.!?]{0,90}$/iu;
/** "Away until": in British use the day on which somebody is back, unless the text says otherwise. */
const until =
  /(?:\b(?:until|untill|till?|’til|'til|through(?: to)?|up to(?: and including)?|up until|to|tan|hyd at|hyd|bis(?: zum| einschließlich)?|jusqu.(?:au|à)|au)|[-–—])\s*(?:and including|the|close of (?:play|business) on|end of(?: day)?(?: on)?|le|dydd|zum|\s)*$/iu;
const inclusive =
  /\b(?:up to and including|through to|through|end of|close of (?:play|business)|einschließlich)\b[^.!?]{0,20}$/iu;
const inclusiveAfter =
  /^[\s,)]{0,3}\(?(?:inclusive|incl\.?|included|inclus|einschließlich|cynhwysol)\b/iu;
/** The first of two days: "from 23 November to", "between 23 November and". */
const fromBefore =
  /\b(?:from|between|since|as of|starting|o|rhwng|vom|von|ab|du|depuis|leave|holiday|office|away|off|dates?)\b:?[^.!?\n]{0,40}$/iu;
const between =
  /^(?:\s*(?:\([^)]{0,20}\)|\d{1,2}[:.]\d\d))?\s*(?:to|until|till?|through|and|-|–|—|tan|hyd at|a|bis(?: zum)?|au|jusqu.au)\s*(?:and including|including|the|dydd|le)?\s*$/iu;

/**
 * The first day somebody is back, as their away message states it.
 *
 * "Back on", "returning": that day. "Until": that day too. "From … to …", "inclusive", "up to and
 * including": the day after. The year, where it is left out, is the one that makes the day fall
 * from 60 days before `written` to the rest of a year after it.
 * @param written the Europe/London day the message was written
 * @returns null when no day is stated
 */
export function returnDay(text: string, written: Temporal.PlainDate): Temporal.PlainDate | null {
  const seen = text.slice(0, 4_000).replace(/\s+/g, ' ');
  const days = findDays(seen, written);
  const told = days.map((day, n) => ({ ...day, ...meaning(seen, days, n) }));
  const best =
    told.filter(({ cue }) => cue === 'back').at(0) ??
    told.filter(({ cue }) => cue === 'range').at(-1) ??
    told.filter(({ cue }) => cue === 'until').at(0) ??
    told.filter(({ cue }) => cue === 'start').at(0);
  if (!best) return null;
  return best.cue === 'range' || best.lastDayOff ? best.day.add({ days: 1 }) : best.day;
}

/** "From 7 December I am back", "ab dem 8.12. wieder". */
const startBefore =
  /(?:\bfrom|\bon|\bas of|\bab(?: dem)?|\bam|\bo|\bar|\bà partir du)\s*(?:the\s*)?$/iu;
const backAfter =
  /^[^.!?]{0,30}?\b(?:back|again|wieder|in (?:the )?(?:office|work)|yn ôl|de retour)(?!\p{L})/iu;

type Cue = 'back' | 'until' | 'range' | 'start' | null;

function meaning(
  text: string,
  days: readonly DayFound[],
  n: number,
): { cue: Cue; lastDayOff: boolean } {
  const day = days[n] as DayFound;
  const before = text.slice(Math.max(0, day.from - 110), day.from);
  const after = text.slice(day.to, day.to + 30);
  const previous = days[n - 1];
  const lastDayOff = inclusive.test(before) || inclusiveAfter.test(after);
  const gap = previous ? text.slice(previous.to, day.from) : '';
  if (previous && between.test(gap) && !(day.isWeekday && previous.isWeekday)) {
    const opening = text.slice(Math.max(0, previous.from - 60), previous.from);
    if (fromBefore.test(opening) || /^[\s–—-]+$/.test(gap))
      return { cue: 'range', lastDayOff: true };
  }
  // "Back from leave on" is no first day away; "away from the 3rd, back on the 7th" has its own cue.
  const near = afterLastDay(before, previous, day);
  if (day.isWeekday && days[n - 1]?.isWeekday) return { cue: null, lastDayOff };
  if (until.test(near)) return { cue: 'until', lastDayOff };
  if (back.test(near) && !/\bnot? (?:be )?(?:back|return)/i.test(near))
    return { cue: 'back', lastDayOff: false };
  const isStart = startBefore.test(near) && backAfter.test(text.slice(day.to, day.to + 60));
  return { cue: isStart ? 'start' : null, lastDayOff };
}

/** What stands between the day before and this one: its cue is not the other's. */
function afterLastDay(before: string, previous: DayFound | undefined, day: DayFound): string {
  if (!previous) return before;
  return before.slice(Math.max(0, before.length - (day.from - previous.to)));
}
