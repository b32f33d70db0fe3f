export * from './authority-changes.service';
export * from './monthly-snapshots.service';
export * from './present-measures.service';
export { type MeasuredPart, readMeasures } from './read-measures';
export * from './snapshots';
export * from './withhold-figures';
