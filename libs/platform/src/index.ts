export * from './clock';
export * from './config';
export * from './database';
export * from './embedded-postgres';
export * from './encryption';
export * from './project-files';
export * from './queue';
