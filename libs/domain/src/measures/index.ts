export * from './authority-in-force';
export * from './case-history';
export * from './definitions';
export * from './dspt-counts';
export * from './measure';
export * from './measured';
export * from './parts';
export * from './reply-verdict';
