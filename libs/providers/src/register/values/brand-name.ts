/** A brand without the word that CQC puts before it (“BRAND Prime Life Limited”). */
export function brandName(text: string): string {
  return text.replace(/^BRAND /, '');
}
