/** A form as a page shows it. */
export interface PageForm {
  action: string;
  /** Its fields with the values they came with; several for radios and checkboxes. */
  fields: Record<string, string[]>;
}

const attribute = (tag: string, name: string): string | null => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? null : unescaped(value);
};

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The forms of a page of ours that are sent by POST. @param path of the page itself */
export function formsOf(html: string, path: string): PageForm[] {
  const forms: PageForm[] = [];
  for (const [, open = '', inside = ''] of html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)) {
    if (attribute(open, 'method')?.toLowerCase() !== 'post') continue;
    const fields: PageForm['fields'] = {};
    for (const [tag] of inside.matchAll(/<(?:input|textarea|select|button|option)\b[^>]*>/g)) {
      const name = attribute(tag, 'name');
      if (name !== null) (fields[name] ??= []).push(attribute(tag, 'value') ?? '');
    }
    forms.push({ action: attribute(open, 'action') || path, fields });
  }
  return forms;
}
