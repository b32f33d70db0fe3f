export * from './case-list';
export * from './keyset';
export * from './today';
