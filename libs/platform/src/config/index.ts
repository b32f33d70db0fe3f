export * from './config';
export * from './local-secrets';
export type { DkimSettings } from './dkim-settings';
export type { LiveServices } from './live-services';
export type { OidcSettings } from './oidc-settings';
