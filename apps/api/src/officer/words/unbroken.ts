/** A postcode or number that must not be torn apart at the end of a line. */
export const unbroken = (text: string | null): string | null =>
  text?.replaceAll(' ', '\u00a0') ?? null;
