/** Works on up to `abreast` items at a time; stops taking more when one fails, and throws its error. */
export async function inParallel<T>(
  items: readonly T[],
  abreast: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(abreast, items.length) }, lane));
}
