export { csvOf } from './csv/csv';
export { guarded, unguarded } from './csv/formula-guard';
export * from './contacts/contacts.service';
export * from './contacts/erase-contacts';
export * from './providers.module';
export * from './quality/quality-report.service';
export * from './register/changes/import-runs';
export {
  type ChangeSearch,
  type FieldChange,
  ImportChanges,
  type RegisterChange,
} from './register/changes/read-changes';
export { type Correction, Corrections } from './register/corrections/corrections.service';
export { Provenance, type ValueOrigin } from './register/corrections/provenance.service';
export {
  type CorrectedValue,
  correctableFields,
  type SiteField,
} from './register/corrections/read-correction';
export type { ImportJob, ImportJobState } from './register/jobs/import-job';
export { type HandedIn, ImportJobs } from './register/jobs/import-jobs.service';
export {
  type Dependant,
  dependantsOf,
  UndoInTheWay,
  undoImport,
} from './register/undo/undo-import';
export type { ImportProgress, ImportRequest } from './register/import-request';
export { Imports } from './register/imports.service';
export { rememberImport } from './register/import-history';
export { OTHER_KINDS, type OtherKind, type OtherKinds } from './register/other-kinds';
export type { FileRead } from './register/files/file-read';
export { readFile, type Variants } from './register/files/read-file';
export { readHere } from './register/files/read-here';
export { readInThread } from './register/files/read-in-thread';
export { type ImportKind, importKinds } from './register/import-result';
export type { ImportProblem, ImportResult, RegisterCounts } from './register/import-result';
export type { LikelyDsptRow, SiteWithoutStatus } from './register/quarantine/likely-dspt-rows';
export type { SiteSuggestion } from './register/quarantine/likely-sites';
export { Quarantine } from './register/quarantine/quarantine.service';
export {
  type QuarantinedRow,
  type RowCount,
  type RowState,
  rowStates,
} from './register/quarantine/quarantined-row';
export type { Arrival } from './register/reading/arrival';
export type { ReadNotes } from './register/reading/read-notes';
export type { Document, DocumentVariant, TableVariant } from './register/reading/variant';
export { type FieldOf, type FieldType, type SubjectName, subjects } from './register/subjects';
export { variantTitle } from './register/variants/variant-title';
export * from './services/live-services';
export type { Download, LiveService } from './services/live-service';
export * from './services/read-services.service';
export * from './services/register-ages.service';
export type { Page } from './sites/page';
export * from './sites/provider';
export * from './sites/providers.service';
export * from './sites/search-text';
export * from './sites/site';
export * from './sites/site-filter';
export * from './sites/site-history.service';
export * from './sites/sites.service';
export { wordsQuery } from './sites/words-query';
