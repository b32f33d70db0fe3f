/** Words that many homes have in their names: alone they name none. */
const common =
  /\b(?:the|care|nursing|residential|home|homes|house|lodge|court|limited|ltd|llp|plc|and|of|services?|centre|retirement|rest|for|elderly|domiciliary|homecare|group)\b/g;

const letters = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The part of a home's name that people use: "Oak House" of "Oak House Care Home Limited". */
function usualName(name: string): string {
  return letters(name)
    .replace(/^the /, '')
    .replace(
      /(?: (?:residential|nursing|care|retirement|rest) (?:and (?:nursing|residential) )?home| care centre| limited| ltd| llp| plc| home)+$/g,
      '',
    )
    .trim();
}

/** Whether a text uses the name of a home; a name of common words only, such as "The Lodge", never counts. */
export function namesHome(text: string, homeName: string): boolean {
  const name = usualName(homeName);
  const own = name.replace(common, '').replace(/\s+/g, '');
  return own.length >= 3 && name.length >= 5 && ` ${letters(text)} `.includes(` ${name} `);
}
