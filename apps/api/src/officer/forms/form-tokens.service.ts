import { createHash, randomBytes } from 'node:crypto';
import { BadInput, Conflict } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { FirstAnswers, type KeyedRequest } from '../../json/first-answers.service';
import { KeptAnswer } from '../../json/kept-answer';
import { type FormBody, textOf } from './form';

/** One sending of a form. */
export interface Sending {
  /** Where it was posted. */
  path: string;
  body: FormBody;
  officerId: string;
}

const tokenShape = /^[\w-]{22}$/;

/**
 * Makes a double click one effect: every form carries a random token when it is shown, and a token
 * does its work once. Sent again with the same answers, the form gets the first answer.
 */
@Injectable()
export class FormTokens {
  constructor(private readonly answers: FirstAnswers) {}

  /** A token for one showing of a page; its forms may share it. */
  issue(): string {
    return randomBytes(16).toString('base64url');
  }

  /**
   * Runs `work` for the first sending only.
   * @param work does what the form asks and returns where to go then; when it throws, nothing has
   *   happened and the form may be sent again
   * @returns where to go
   * @throws BadInput the form carries no token
   * @throws Conflict the token was used with other answers, or is still being worked on
   */
  async once(sending: Sending, work: () => Promise<string>): Promise<string> {
    const request = keyed(sending);
    const first = await this.begin(request);
    if (first) return first.headers.Location ?? '/';
    let location: string;
    try {
      location = await work();
    } catch (error) {
      await this.answers.release(request);
      throw error;
    }
    await this.answers.keep(request, new KeptAnswer(303, { Location: location }, null));
    return location;
  }

  /** The same refusals as for programs, in the words of a form. */
  private async begin(request: KeyedRequest): Promise<KeptAnswer | null> {
    try {
      return await this.answers.begin(request);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      throw error.code === 'idempotency-key-reused'
        ? new Conflict(
            'form-sent-before',
            'This form was sent before with other answers; open the page again and start from what it shows now.',
          )
        : new Conflict(
            'form-in-progress',
            'This form is still being worked on; look whether it has been recorded before you send it again.',
          );
    }
  }
}

function keyed({ path, body, officerId }: Sending): KeyedRequest {
  const token = textOf(body, 'formToken');
  if (!tokenShape.test(token))
    throw new BadInput(
      'form-token-missing',
      'This form came without its token; open the page again and send it from there.',
    );
  const answers = Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(answers)).digest();
  return { actor: `form:${officerId}`, key: `${path}#${token}`, hash };
}
