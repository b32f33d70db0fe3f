export * from './email-address';
export type { IdentifierCheck } from './identifier-check';
export * from './location-id';
export * from './ods-code';
export * from './postcode';
export * from './provider-id';
export * from './uk-mobile';
