let list: Set<string> | undefined;

/**
 * Is this among the passwords that were found most often in stolen collections? The list is that of
 * the package @zxcvbn-ts/language-common: 49,233 passwords in lower case, about 4 MB in memory. It
 * is read at the first question, not at the start, and nothing is asked of the network.
 */
export async function isCommonPassword(password: string): Promise<boolean> {
  list ??= await read();
  return list.has(password.toLowerCase());
}

async function read(): Promise<Set<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}
