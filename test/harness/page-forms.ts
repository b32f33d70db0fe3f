import { attributeOf, textOf } from './html-attributes';

/** A form as a page shows it. */
export interface FormOnPage {
  /** Where it is sent, as a path. */
  action: string;
  /** What the browser would send untouched. */
  values: Record<string, string>;
  /** Names of the fields that take or carry words: boxes and what is hidden, not buttons or ticks. */
  fields: string[];
}

/** The forms of a page that are sent by POST. @param address of the page, for forms without one */
export function formsOf(html: string, address: string): FormOnPage[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].flatMap(
    ([, attributes = '', inside = '']) => {
      if (attributeOf(attributes, 'method')?.toLowerCase() !== 'post') return [];
      const action = attributeOf(attributes, 'action') ?? address;
      const form: FormOnPage = { action, values: {}, fields: [] };
      for (const [, kind = '', given = '', text = ''] of inside.matchAll(
        /<(input|textarea|button)\b([^>]*)>(?:([^<]*)<\/textarea>)?/gi,
      ))
        take(form, kind.toLowerCase(), given, text);
      return [form];
    },
  );
}

const noWords = new Set(['radio', 'checkbox', 'submit', 'button', 'file']);

function take(form: FormOnPage, kind: string, attributes: string, text: string): void {
  const name = attributeOf(attributes, 'name');
  if (!name) return;
  const type = attributeOf(attributes, 'type') ?? 'text';
  const isChosen = / checked\b/.test(attributes) || type === 'hidden';
  const value = kind === 'textarea' ? textOf(text) : (attributeOf(attributes, 'value') ?? '');
  if (kind === 'button') return;
  if (noWords.has(type)) {
    if (isChosen) form.values[name] = value;
    return;
  }
  form.values[name] = value;
  form.fields.push(name);
}
