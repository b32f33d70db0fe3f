/** What somebody may do; permissions.ts says what that is. A viewer sees counts alone. */
export const roles = ['officer', 'lead', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** Somebody who signs in. */
export interface Officer {
  id: string;
  /** In lower case. */
  email: string;
  name: string;
  role: Role;
}

/** Who recorded or asked for something, as histories name it. */
export const actorOf = (officer: Pick<Officer, 'id'>): string => `officer:${officer.id}`;
