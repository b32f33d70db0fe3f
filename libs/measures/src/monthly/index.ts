export * from './authority-changes.service';
export { type MeasuredPlaces, readMeasuredPlaces } from './measured-places';
export * from './monthly-snapshots.service';
export * from './present-measures.service';
export { type MeasuredPart, readMeasures } from './read-measures';
export * from './snapshots';
export * from './withhold-figures';
