export * from './webhook-kinds';
export * from './webhook-rules';
