/** Two spellings of one name: case and spaces do not tell people apart. */
export const personKey = (name: string): string =>
  name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
