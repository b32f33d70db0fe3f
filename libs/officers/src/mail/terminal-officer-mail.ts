import { type AccountLetter, OfficerMail } from './officer-mail';

/** Shows letters to whoever runs the program: where there is no mail server, that is the officer. */
export class TerminalOfficerMail extends OfficerMail {
  constructor(private readonly show: (line: string) => void) {
    super();
  }

  async send(_officer: unknown, { line }: AccountLetter): Promise<void> {
    this.show(line);
  }
}
