import { letterKind } from '../kinds/letter-kinds';
import type { WordingInForce } from './wording';

/** The wordings shipped with the program. */
export const defaultWording: WordingInForce = (kind) => letterKind(kind).wording;
