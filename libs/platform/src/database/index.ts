export * from './database';
export * from './migrate';
export { isUniqueViolation } from './unique-violation';
