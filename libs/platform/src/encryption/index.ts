export { type PersonKey } from './person-key';
export { contactOfHome, personOfCase, PersonKeys, textsOfCase } from './person-keys';
export { PersonalReader, type StoredKey } from './personal-reader';
export { Sealer } from './seal';
export { SealError } from './seal-error';
