export { type ColumnStatus, keysStatus } from './keys-status';
export { openEverything } from './open-everything';
export { openKeys } from './open-keys';
export { type PersonKey } from './person-key';
export { contactOfHome, personOfCase, PersonKeys, textsOfCase } from './person-keys';
export { PersonalReader, type StoredKey } from './personal-reader';
export { type Rotation, rotateKeys } from './rotate-keys';
export { Sealer } from './seal';
export { SealError } from './seal-error';
