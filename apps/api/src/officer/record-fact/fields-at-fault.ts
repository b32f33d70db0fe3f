import { BadInput, type DomainError, type FactType } from '@app/domain';
import { canBeOverridden } from '../../problems/can-be-overridden';
import type { FormProblem } from '../forms/form';
import { capital } from '../words/when';
import { factForms } from './fact-forms';

/** Which box of the form a refusal is about, by its code. */
const boxes: Readonly<Record<string, string>> = {
  'not-a-uk-mobile': 'mobile',
  'duplicate-mobile': 'mobile',
  'invalid-email': 'email',
  'duplicate-email': 'email',
  'invalid-ods-code': 'code',
  'no-such-person': 'person',
  'account-not-created': 'person',
  'account-not-disabled': 'person',
  'no-such-ticket': 'reference',
  'no-such-stall': 'stall',
  'parked-until-past': 'until-day',
};

/**
 * Says beside which boxes a refusal is shown: those it names, else the reason it asks for, else the
 * day, else none.
 */
export function fieldsAtFault(error: DomainError, type: FactType): FormProblem[] {
  const form = factForms[type];
  const names = (form.fields ?? []).map(({ name }) => name);
  const named = error instanceof BadInput ? error.problems : [];
  const shown = named
    .map(({ pointer, message }) => ({ field: pointer.slice(1), message: capital(message) }))
    .filter(({ field }) => names.includes(field));
  if (shown.length > 0) return shown;
  const { code, message } = error;
  if (code === 'secret-refused') return [{ field: names[0] ?? 'override', message }];
  const box = boxes[code];
  if (box && names.includes(box.replace(/-day$/, ''))) return [{ field: box, message }];
  if (canBeOverridden(code)) return [{ field: 'override', message }];
  const aboutTheDay = form.happened && code !== 'form-token-missing';
  return [{ field: aboutTheDay ? 'on-day' : '', message }];
}
