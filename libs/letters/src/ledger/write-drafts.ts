import { type Temporal } from 'temporal-polyfill';
import type { Sql } from '@app/platform';
import { linkExpiry } from '../links/link-purpose';
import { type NewLink, storeLinks } from '../links/link-store';
import { answerUrl, newToken } from '../links/token';
import type { WordingInForce } from '../wording/wording';
import type { Draft } from './drafts';
import type { LetterMaking } from './letter-making';
import { letterPlace, type SealedLetter } from './new-letter';
import { renderDraft, type WrittenDraft } from './render-draft';
import { storeMatters } from './store-matters';

interface Written {
  draft: Draft;
  letter: WrittenDraft;
}

/**
 * Writes drafts into the ledger, new letters and those that something has happened to, with one
 * statement for each table and a few in all. The mail lane sends them after the commit.
 */
export async function writeDrafts(
  tx: Sql,
  making: LetterMaking,
  drafts: readonly Draft[],
  now: Temporal.Instant,
): Promise<void> {
  if (drafts.length === 0) return;
  const wording = await making.wording(tx);
  const written = drafts.map((draft) => write(draft, making, wording));
  await insertLetters(
    tx,
    making,
    written.filter(({ draft }) => draft.was === 'new'),
    now,
  );
  await updateLetters(
    tx,
    making,
    written.filter(({ draft }) => draft.was !== 'new'),
    now,
  );
  await storeMatters(
    tx,
    making.sealer,
    drafts.flatMap(({ id: letterId, matters }) =>
      matters.filter((m) => m.isNew).map(({ seq, matter }) => ({ letterId, seq, matter })),
    ),
  );
  await storeLinks(tx, drafts.flatMap(linksOf));
}

function write(draft: Draft, making: LetterMaking, wording: WordingInForce): Written {
  draft.stopUrl ??= answerUrl(making.publicUrl, newToken());
  return { draft, letter: renderDraft(draft, making, wording) };
}

const sealed = ({ draft, letter }: Written, { sealer }: LetterMaking): Buffer => {
  const { to, replyTo, text, html, stopUrl } = letter;
  const content: SealedLetter = { to, replyTo, text, html, stopUrl };
  return sealer.seal(letterPlace(draft.id), content);
};

/** A Message-ID is the letter's id at our domain, and stays the same however often it is tried. */
async function insertLetters(
  tx: Sql,
  making: LetterMaking,
  letters: readonly Written[],
  now: Temporal.Instant,
): Promise<void> {
  if (letters.length === 0) return;
  await tx.query(
    `INSERT INTO letter (id, address_key, kinds, routine, message_id, subject, sealed, status,
                         planned_at, day, next_attempt_at, stale)
     SELECT id, address_key, string_to_array(kinds, ' '), routine, message_id, subject, sealed,
            'planned', $1, day, send_from, stale
       FROM unnest($2::uuid[], $3::bytea[], $4::text[], $5::boolean[], $6::text[], $7::text[],
                   $8::bytea[], $9::date[], $10::timestamptz[], $11::boolean[])
         AS l(id, address_key, kinds, routine, message_id, subject, sealed, day, send_from, stale)`,
    [
      now.toString(),
      letters.map(({ draft }) => draft.id),
      letters.map(({ draft }) => draft.addressKey),
      letters.map(({ letter }) => letter.kinds.join(' ')),
      letters.map(({ draft }) => draft.routine),
      letters.map(({ draft }) => `<${draft.id}@${making.mailDomain}>`),
      letters.map(({ letter }) => letter.subject),
      letters.map((one) => sealed(one, making)),
      letters.map(({ draft }) => draft.day),
      letters.map(({ draft }) => draft.sendFrom.toString()),
      letters.map(({ draft }) => draft.stale),
    ],
    'write-new-letters',
  );
}

/** New words for letters that have not gone; one that had been withdrawn is planned again. */
async function updateLetters(
  tx: Sql,
  making: LetterMaking,
  letters: readonly Written[],
  now: Temporal.Instant,
): Promise<void> {
  if (letters.length === 0) return;
  await tx.query(
    `UPDATE letter l
        SET address_key = n.address_key, kinds = string_to_array(n.kinds, ' '),
            subject = n.subject, sealed = n.sealed, day = n.day, next_attempt_at = n.send_from,
            stale = n.stale, settled_at = NULL, withdraw_reason = NULL,
            status = CASE WHEN n.is_back THEN 'planned' ELSE l.status END,
            server_reply = CASE WHEN n.is_back THEN NULL ELSE l.server_reply END,
            halted_at = CASE WHEN n.is_back THEN NULL ELSE l.halted_at END,
            planned_at = CASE WHEN n.has_news THEN $1 ELSE l.planned_at END,
            tried_since = CASE WHEN n.has_news THEN NULL ELSE l.tried_since END
       FROM unnest($2::uuid[], $3::bytea[], $4::text[], $5::text[], $6::bytea[], $7::date[],
                   $8::timestamptz[], $9::boolean[], $10::boolean[], $11::boolean[])
         AS n(id, address_key, kinds, subject, sealed, day, send_from, stale, is_back, has_news)
      WHERE l.id = n.id AND l.status IN ('planned', 'deferred', 'withdrawn')`,
    [
      now.toString(),
      letters.map(({ draft }) => draft.id),
      letters.map(({ draft }) => draft.addressKey),
      letters.map(({ letter }) => letter.kinds.join(' ')),
      letters.map(({ letter }) => letter.subject),
      letters.map((one) => sealed(one, making)),
      letters.map(({ draft }) => draft.day),
      letters.map(({ draft }) => draft.sendFrom.toString()),
      letters.map(({ draft }) => draft.stale),
      letters.map(({ draft }) => draft.was === 'withdrawn'),
      letters.map(({ draft }) => draft.hasNews),
    ],
    'write-letters-again',
  );
}

/** Good from the day the letter goes: a letter written ahead does not carry links half spent. */
function linksOf({ id: letterId, matters, addressKey, sendFrom, stopUrl }: Draft): NewLink[] {
  const link = { letterId, addressKey, createdAt: sendFrom };
  const links = matters.flatMap(({ isNew, matter }): NewLink[] => {
    const { caseId, recipient, kind: purpose, words } = matter;
    if (!isNew || words.token === null) return [];
    const expiresAt = linkExpiry(purpose, sendFrom);
    return [{ ...link, token: words.token, caseId, purpose, recipient, expiresAt }];
  });
  const recipient = matters[0]?.matter.recipient ?? 'provider';
  const token = stopUrl?.slice(stopUrl.lastIndexOf('/') + 1);
  return token && links.length > 0
    ? [
        ...links,
        {
          ...link,
          token,
          caseId: null,
          purpose: 'stop',
          recipient,
          expiresAt: linkExpiry('stop', sendFrom),
        },
      ]
    : links;
}
