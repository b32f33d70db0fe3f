import type { ToldOfAddress } from '@app/cases';
import { addressSilences, askers, londonDay, startOfLondonDay, waysTold } from '@app/domain';
import { Temporal } from 'temporal-polyfill';
import { readDay } from '../forms/day-field';
import { type FormBody, type FormProblem, textOf } from '../forms/form';

/**
 * Reads what an officer was told of an address: why it is not to be written to, who said so, how,
 * and when. A day that is today means now.
 */
export function readAddressForm(
  body: FormBody,
  now: Temporal.Instant,
): { told: ToldOfAddress } | { problems: FormProblem[] } {
  const problems: FormProblem[] = [];
  const oneOf = <V extends string>(name: string, values: readonly V[], missing: string) => {
    const found = values.find((value) => value === textOf(body, name));
    if (!found) problems.push({ field: name, message: missing });
    return found;
  };
  const why = oneOf('why', addressSilences, 'Choose what is so');
  const asker = oneOf('asker', askers, 'Choose who told you');
  const how = oneOf('how', waysTold, 'Choose how they told you');
  const today = londonDay(now);
  const day = readDay(body, 'on', 'the day they told you', today);
  if ('problem' in day) problems.push(day.problem);
  if (!why || !asker || !how || 'problem' in day) return { problems };
  const on = Temporal.PlainDate.from(day.day);
  const since = on.equals(today) ? now : startOfLondonDay(on);
  return { told: { why, asker, how, since } };
}
