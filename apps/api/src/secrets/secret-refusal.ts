import { HttpRefusal } from '../problems/problem';
import type { SecretField } from './search-fields';

/** What was sent holds a secret, and nothing of it has been kept. It repeats no value. */
export class SecretRefusal extends HttpRefusal {
  constructor(readonly fields: readonly SecretField[]) {
    const [first] = fields;
    super(
      422,
      'secret-refused',
      first?.secret.message ?? 'Take the secret out and send it again.',
      {},
      fields.map(({ pointer, secret }) => ({
        pointer,
        code: secret.code,
        message: secret.message,
      })),
    );
  }
}
