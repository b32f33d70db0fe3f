export * from './queue-schema';
