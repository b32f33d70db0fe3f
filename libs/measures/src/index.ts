export * from './case-list';
export * from './forecast/forecast';
export { mostForecastDays, readForecast } from './forecast/read-forecast';
export * from './keyset';
export * from './today';
