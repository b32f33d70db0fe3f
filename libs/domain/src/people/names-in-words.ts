/** "Ann", "Ann and Bob", "Ann, Bob and Cy". */
export const namesInWords = (names: readonly string[]): string =>
  names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
