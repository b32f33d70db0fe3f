export * from './bars';
export type { Chart } from './chart';
export * from './over-time';
