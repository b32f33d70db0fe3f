export * from './case-list';
export * from './keyset';
export * from './site-list';
export * from './today';
