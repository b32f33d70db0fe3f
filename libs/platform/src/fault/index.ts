export * from './fault-point';
