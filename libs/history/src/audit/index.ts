export * from './audit';
export * from './audit-actions';
