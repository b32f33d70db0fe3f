import { attributeOf } from '../harness/html-attributes';

/** A form as a page shows it. */
export interface PageForm {
  action: string;
  /** Its fields with the values they came with; several for radios and checkboxes. */
  fields: Record<string, string[]>;
}

/** The forms of a page of ours that are sent by POST. @param path of the page itself */
export function formsOf(html: string, path: string): PageForm[] {
  const forms: PageForm[] = [];
  for (const [, open = '', inside = ''] of html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)) {
    if (attributeOf(open, 'method')?.toLowerCase() !== 'post') continue;
    const fields: PageForm['fields'] = {};
    for (const [tag] of inside.matchAll(/<(?:input|textarea|select|button|option)\b[^>]*>/g)) {
      const name = attributeOf(tag, 'name');
      if (name !== undefined) (fields[name] ??= []).push(attributeOf(tag, 'value') ?? '');
    }
    forms.push({ action: attributeOf(open, 'action') || path, fields });
  }
  return forms;
}
