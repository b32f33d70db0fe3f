import type { Request } from 'express';
import { errorList, type FormBody } from '../officer/forms/form';
import { isPrivate } from './exempt-fields';
import type { SecretRefusal } from './secret-refusal';

/** The form again: an empty box for each field that held a secret, all the rest as it was sent. */
export interface SecretRefusedPage {
  hasErrors: true;
  errors: { text: string; href?: string }[];
  /** Null when there is no form to send again. */
  action: string | null;
  boxes: {
    name: string;
    label: string;
    rows: number | null;
    error: { text: string };
  }[];
  rest: { name: string; value: string }[];
}

const labels: Readonly<Record<string, string>> = {
  about: 'What it is about',
  job: 'Their role at the home',
  name: 'The name',
  newPerson: 'The name',
  note: 'Your note',
  override: 'Why you go on in spite of it',
  reason: 'The reason',
  reference: 'The reference',
  text: 'What you wrote',
  title: 'The subject',
  why: 'The reason',
};

const longTexts = new Set(['note', 'override', 'reason', 'text', 'why', 'document', 'heading']);

export function presentSecretRefused(
  { fields }: SecretRefusal,
  request: Pick<Request, 'method' | 'originalUrl' | 'path' | 'body'>,
): SecretRefusedPage {
  const body = (request.body ?? {}) as FormBody;
  const isForm = request.method === 'POST';
  const held = [...new Map(fields.map((field) => [field.name, field])).values()];
  const names = new Set(held.map(({ name }) => name));
  return {
    hasErrors: true,
    errors: errorList(
      held.map(({ name, secret }) => ({ field: isForm ? name : '', message: secret.message })),
    ),
    action: isForm ? request.originalUrl : null,
    boxes: held.map(({ name, secret }) => ({
      name,
      label: labels[name] ?? inWords(name),
      rows: longTexts.has(name) ? 4 : null,
      error: { text: secret.message },
    })),
    rest: Object.entries(body).flatMap(([name, value]) =>
      names.has(name) || isPrivate(request.path, name)
        ? []
        : [value].flat().flatMap((one) => (typeof one === 'string' ? [{ name, value: one }] : [])),
    ),
  };
}

/** "newName" as "New name". */
function inWords(name: string): string {
  const words = name
    .replace(/\[\]$/, '')
    .replace(/[^A-Za-z]+/g, ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .trim();
  return words === '' ? 'What you wrote' : words.charAt(0).toUpperCase() + words.slice(1);
}
