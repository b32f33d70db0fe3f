import type { ColumnNames } from './named-columns';
import { siteColumnNames } from './row-of-site';

/** What the workbook's columns are called, the usual name first: headers drift from month to month. */
export const lineColumns = {
  ...siteColumnNames,
  status: ['Location DSPT status', 'DSPT status', 'Location status', 'Site DSPT status'],
  publishedOn: [
    'Publication date',
    'DSPT publication date',
    'Location publication date',
    'Date of publication',
  ],
  startedOn: ['Start date', 'Location start date', 'Location HSCA start date', 'CQC start date'],
  careHome: ['Care home?', 'Care home (Y/N)'],
  manager: ['Registered manager', 'Registered manager name', 'Location registered manager'],
  region: ['Region', 'Location region'],
  authority: ['Local authority', 'Location local authority'],
  address: ['Address', 'Location address', 'Location street address', 'Address 1'],
  brand: ['Brand', 'Brand name', 'Location brand', 'Provider brand', 'Parent brand'],
  parentName: ['Parent name', 'Provider name', 'Parent organisation name', 'HQ name'],
  parentId: ['Parent CQC ID', 'Provider CQC ID', 'Provider ID', 'CQC provider ID', 'HQ CQC ID'],
  parentCode: [
    'Parent ODS code',
    'Provider ODS code',
    'HQ ODS code',
    'Headquarters ODS code',
    'Parent code',
  ],
  parentStatus: [
    'Parent’s DSPT status',
    'Parent DSPT status',
    'Provider DSPT status',
    'HQ DSPT status',
    'Headquarters DSPT status',
    'Parent status',
  ],
  single: ['Single location', 'Single location?', 'Single location provider'],
  dormant: ['Dormant', 'Dormant (Y/N)', 'Dormant?', 'Is dormant'],
} as const satisfies ColumnNames<string>;

export type LineColumn = keyof typeof lineColumns;
