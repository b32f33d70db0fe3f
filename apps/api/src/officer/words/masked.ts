/** "ends in 456": enough to tell two apart, too little to ring. */
export function maskedMobile(mobile: string): string {
  return `ends in ${mobile.slice(-3)}`;
}

/** "j•••@home.example": the domain says whose it is; of the name only the first letter shows. */
export function maskedEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '•••' : `${email.slice(0, 1)}•••${email.slice(at)}`;
}

/** "Jo F•••": enough to know a colleague again, too little for anybody else. */
export function maskedName(name: string): string {
  const [first = '', ...rest] = name.trim().split(/\s+/);
  const last = rest.at(-1);
  return last === undefined ? first : `${first} ${[...last][0] ?? ''}•••`;
}
