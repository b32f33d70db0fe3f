export * from './audit';
export * from './audit-actions';
export * from './verifying';
