import type { DocumentVariant, TableVariant } from '../reading/variant';
import { cqcApi, cqcApiListing } from './cqc-api';
import { cqcApiTable } from './cqc-api-table';
import { cqcAreaExtract } from './cqc-area-extract';
import { cqcDirectory } from './cqc-directory';
import { cqcHscaLocations } from './cqc-hsca-locations';
import { cqcLatestRatings } from './cqc-latest-ratings';
import { cqcLocationExport } from './cqc-location-export';
import { cqcSearchExport } from './cqc-search-export';
import { dsptSearchResults } from './dspt-search-results';
import { lineByLine } from './line-by-line';
import { odsCodeMapping } from './ods-code-mapping';
import { odsFhir } from './ods-fhir';

/** Every way of writing a register as a table; the first that recognises a header reads the file. */
export const tableVariants: readonly TableVariant[] = [
  cqcLatestRatings,
  cqcHscaLocations,
  cqcDirectory,
  cqcSearchExport,
  cqcLocationExport,
  cqcAreaExtract,
  cqcApiTable,
  dsptSearchResults,
  lineByLine,
  // Last: many of the files above have location IDs and ODS codes too.
  odsCodeMapping,
];

/** Every way of writing a register as JSON documents. */
export const documentVariants: readonly DocumentVariant[] = [cqcApi, cqcApiListing, odsFhir];
