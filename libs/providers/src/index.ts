export * from './contacts/contacts.service';
export * from './providers.module';
export * from './register/import-register';
export type { ImportProblem, ImportResult, RegisterCounts } from './register/import-result';
export type { Page } from './sites/page';
export * from './sites/providers.service';
export * from './sites/search-text';
export * from './sites/site';
export * from './sites/sites.service';
