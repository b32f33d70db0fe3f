/** Fewer than two people cannot apply, or keep a shared mailbox open (domain rules, section 3). */
export const fewestPeople = 2;

/** The highest number of people an application takes (founding texts). */
export const mostPeople = 10;
