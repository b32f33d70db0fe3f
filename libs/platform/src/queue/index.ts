export * from './queue-pool';
export * from './queue-schema';
export * from './queues';
