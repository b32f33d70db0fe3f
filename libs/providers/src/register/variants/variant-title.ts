import { documentVariants, tableVariants } from './index';

/** What people call a kind of file: “CQC ‘Latest ratings’ file”; null for one that is not known. */
export function variantTitle(name: string | undefined): string | null {
  const all = [...tableVariants, ...documentVariants];
  return all.find((variant) => variant.name === name)?.title ?? null;
}
