/** Other names of England's regions, by those of CQC's website. */
const regions: Readonly<Record<string, string>> = {
  'greater london': 'London',
  'east of england': 'East',
  'yorkshire and humber': 'Yorkshire & Humberside',
  'yorkshire and the humber': 'Yorkshire & Humberside',
  'yorkshire & humber': 'Yorkshire & Humberside',
};

/** A region in CQC's spelling: exports add “(ADASS Region)” and call London “Greater London”. */
export function regionName(text: string): string {
  const name = text.replace(/ \(ADASS Region\)$/i, '');
  return regions[name.toLowerCase()] ?? name;
}
