/** A home a letter is about, with the case in which. */
export interface LetterHome {
  caseId: string;
  locationId: string;
  name: string;
}

/**
 * SQL for the homes of a letter, a JSON list of `LetterHome` in the order they joined it; homes of
 * which every part was withdrawn are left out, unless there is no other.
 * @param letter SQL for the letter's id
 */
export const homesOf = (letter: string): string => `(
  SELECT json_agg(json_build_object('caseId', h.id, 'locationId', h.location_id, 'name', h.name)
                  ORDER BY h.place)
    FROM (SELECT c.id, c.location_id, s.name, min(p.seq) AS place,
                 bool_and(p.withdrawn_at IS NOT NULL) AS gone,
                 bool_and(bool_and(p.withdrawn_at IS NOT NULL)) OVER () AS all_gone
            FROM letter_part p
            JOIN application_case c ON c.id = p.case_id
            JOIN site s ON s.location_id = c.location_id
           WHERE p.letter_id = ${letter}
           GROUP BY c.id, c.location_id, s.name) h
   WHERE NOT h.gone OR h.all_gone)`;
