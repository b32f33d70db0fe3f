export * from './contact-id';
export * from './email-address';
export type { IdentifierCheck } from './identifier-check';
export * from './location-id';
export * from './ods-code';
export * from './postcode';
export * from './provider-id';
export * from './shared-mailbox';
export * from './uk-mobile';
