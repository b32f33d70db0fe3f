import type { DocumentVariant, TableVariant } from '../reading/variant';
import { cqcLatestRatings } from './cqc-latest-ratings';
import { dsptSearchResults } from './dspt-search-results';

/** Every way of writing a register as a table; the first that recognises a header reads the file. */
export const tableVariants: readonly TableVariant[] = [cqcLatestRatings, dsptSearchResults];

/** Every way of writing a register as JSON documents. */
export const documentVariants: readonly DocumentVariant[] = [];
