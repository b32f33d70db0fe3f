/** "s***@home.example": the domain says whose it is; of the name only the first letter shows. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '***' : `${address.slice(0, 1)}***${address.slice(at)}`;
}

/** "07*** ***123": enough to tell two apart, too little to ring. */
export function maskedNumber(mobile: string): string {
  return `07*** ***${mobile.slice(-3)}`;
}

/** A sender of whom the address is masked, where it stands for the name as well. */
export function maskedSender<Sender extends { name: string; address: string }>(
  from: Sender,
): Sender {
  const name = from.name.includes('@') ? maskedAddress(from.name) : from.name;
  return { ...from, name, address: maskedAddress(from.address) };
}
