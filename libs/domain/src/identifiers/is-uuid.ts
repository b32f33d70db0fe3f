/** Whether a text can be an id of ours, before PostgreSQL is asked for it. Capitals count as small. */
export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
