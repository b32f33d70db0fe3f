import type { DocumentVariant, TableVariant } from '../reading/variant';

/** Every way of writing a register as a table; the first that recognises a header reads the file. */
export const tableVariants: readonly TableVariant[] = [];

/** Every way of writing a register as JSON documents. */
export const documentVariants: readonly DocumentVariant[] = [];
