export * from './api-tokens.service';
export * from './officer';
export * from './officers.module';
export * from './officers.service';
export * from './permissions';
export * from './case-scopes.service';
export * from './sign-in-links.service';
