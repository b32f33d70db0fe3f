export * from './basis-checker/check-basis';
export * from './basis-checker/claim';
export * from './night-audit';
export * from './nightly-run';
export * from './second-reading/second-reading';
export { instant, SendingTimes } from './time/walked-time';
