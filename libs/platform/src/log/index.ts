export * from './logger';
export * from './nest-log';
export * from './request-scope';
