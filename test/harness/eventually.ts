/**
 * Waits until an assertion holds, trying it again and again: for what another process does in its
 * own time.
 * @throws the last failure, once `withinMs` have passed
 */
export async function eventually(
  assertion: () => Promise<void> | void,
  withinMs = 15_000,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
