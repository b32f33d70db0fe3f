export type { CaseFilter } from './case-filter';
export * from './case-list';
export * from './forecast/forecast';
export { type ForecastQuery, mostForecastDays, readForecast } from './forecast/read-forecast';
export * from './keyset';
export * from './pace/read-pace';
export * from './stalled-list';
export * from './today';
