import { enter, type Code, type HappeningDetails, type Home, type Surroundings } from './home';
import { submit } from './helpdesk';
import { goOn } from './planning';
import { atNow, happens, onDay, someTime, tell } from './telling';
import { at, dayOf, type TownTime } from './town-time';

/** A code works to the end of the 28th day after its issue. Source: founding texts. */
const goodForDays = 28;

/** What the post and the portal do with passcodes. */
export const postHappenings = { 'post-comes': postComes };

/** The manager asks the portal for a code, by post unless the home's fate says otherwise. */
export function requestCode(home: Home, s: Surroundings): void {
  const { random, place } = home;
  const byEmail = place.fate.name === 'email-code' || random.chance(0.08);
  const channel = byEmail ? 'email' : 'post';
  const today = dayOf(s.now);
  const code: Code = {
    channel,
    requestedOn: today,
    issuedOn: byEmail ? today : s.time.workingDayFrom(today + random.between(0, 2)),
    arrivedOn: byEmail ? today : null,
  };
  home.codes.push(code);
  happens(home, s, onDay(s, 'otp-requested', { channel }));
  if (byEmail) return;
  const day = deliveryDay(home, code, s.time);
  if (day !== null) enter(home, at(day, 11, 30), 'post-comes', { code: home.codes.length - 1 });
}

/**
 * Second class: collected on the next working day, then two to four deliveries, which come on
 * alternate weekdays (Ofcom, from 28 July 2025), more slowly before Christmas.
 * @returns null when it goes astray
 */
function deliveryDay(home: Home, code: Code, time: TownTime): number | null {
  const { random, place } = home;
  const firstOfLost = place.fate.name === 'letter-lost' && home.codes.length === 1;
  if (firstOfLost || random.chance(0.03)) return null;
  const rush = time.date(code.issuedOn).month === 12 ? 2 : 0;
  const slow = random.chance(0.15) ? 6 : 0;
  return time.workingDaysAfter(code.issuedOn, 2 + 2 * random.between(0, 1) + rush + slow);
}

function postComes(home: Home, s: Surroundings, details: HappeningDetails['post-comes']): void {
  const code = home.codes[details.code];
  const { habit } = home.place.manager;
  if (!code || home.random.chance(habit.losesPost)) return;
  code.arrivedOn = dayOf(s.now);
  happens(home, s, onDay(s, 'otp-received'));
  if (home.random.chance(habit.tells)) tell(home, s);
  if (home.phase === 'proof' && home.random.chance(habit.drive)) goOn(home, s);
}

/** The newest code is used if it is there and good; a lost or dead one is asked for again. */
export function useCode(home: Home, s: Surroundings): void {
  const code = home.codes.at(-1);
  if (!code) return;
  const today = dayOf(s.now);
  const dead = today > code.issuedOn + goodForDays;
  const lost = code.arrivedOn === null && today > code.requestedOn + 12;
  if (dead || lost) return requestCode(home, s);
  if (code.arrivedOn === null) return;
  if (home.place.fate.name === 'code-kept' && today < code.issuedOn + goodForDays - 1) return;
  // The letter shows its issue date; late in its life it matters, so it is read out.
  const late = today > code.requestedOn + goodForDays;
  if (code.channel === 'post' && (late || home.random.chance(0.35)))
    happens(home, s, onDay(s, 'otp-issued', {}, code.issuedOn));
  happens(home, s, atNow(s, 'otp-used'));
  home.codes = [];
  home.phase = 'ready';
  if (home.random.chance(0.8)) submit(home, s);
  else enter(home, someTime(home, today + home.random.between(1, 3)), 'step', null);
}
