/** Other names of councils' areas, by those that most of CQC's files use. */
const otherNames: Readonly<Record<string, string>> = {
  'bedford borough': 'Bedford',
  durham: 'County Durham',
};

/** The area of a council in one spelling: “Bristol, City of” in some files is “Bristol” in others. */
export function areaName(text: string): string {
  const name = text.replace(/, (?:City|County) of$/i, '');
  return otherNames[name.toLowerCase()] ?? name;
}
