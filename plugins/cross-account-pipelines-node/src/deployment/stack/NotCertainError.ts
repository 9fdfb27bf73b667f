import { CustomErrorBase } from '@backstage/errors';

/**
 * Something that decides whether a deployment goes well could not be found out,
 * and nobody said to go on all the same. Nothing was changed.
 *
 * @public
 */
export class NotCertainError extends CustomErrorBase {
  readonly name = 'NotCertainError';
  /** What is not known and why, sentences without a full stop. */
  readonly unknown: string[];

  constructor(unknown: string[]) {
    super(
      [
        'Not everything that matters could be found out; nothing was changed. Mend it and run again, or allow what is unknown (allowUnknown, --allow-unknown):',
        ...unknown,
      ].join('\n- '),
    );
    this.unknown = unknown;
  }
}
