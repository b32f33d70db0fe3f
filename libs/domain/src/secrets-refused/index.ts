export { findSecret, maskSecrets, type Secret } from './find-secret';
export type { SecretKind } from './found';
