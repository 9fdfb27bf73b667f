import { Writable } from 'node:stream';
import { NotAllowedError } from '@backstage/errors';
import { LostAccountsError, NotCertainError } from '../../deployment';
import { exitCodes } from '../ExitCode';
import { followDeployment } from './followDeployment';

function follow(
  deploy: Parameters<typeof followDeployment>[2],
  progress?: boolean,
) {
  const lines: string[] = [];
  const stderr = new Writable({
    decodeStrings: false,
    write: (text, _, written) => {
      lines.push(text);
      written();
    },
  });
  const done = followDeployment({ stderr }, { progress }, deploy);
  return { done, text: () => lines.join('') };
}

const event = {
  type: 'deployment-planned',
  stacks: [],
} as unknown as Parameters<
  Parameters<Parameters<typeof followDeployment>[2]>[0]
>[0];

describe('followDeployment', () => {
  it.each([true, false])('with progress %s', async progress => {
    const { done, text } = follow(async onEvent => {
      onEvent(event);
      return exitCodes.findings;
    }, progress);
    await expect(done).resolves.toBe(exitCodes.findings);
    expect(text() !== '').toBe(progress);
  });

  it.each([
    [new NotCertainError(['a role is unread']), exitCodes.unknown],
    [new NotAllowedError('stack orders is of another'), exitCodes.findings],
    [
      new LostAccountsError({
        pipelineArn: 'arn:aws:codepipeline:eu-west-1:111111111111:orders',
        lost: [],
      }),
      exitCodes.findings,
    ],
  ])('says why %s stopped it', async (error, code) => {
    const { done, text } = follow(async () => {
      throw error;
    });
    await expect(done).resolves.toBe(code);
    expect(text()).toBe(`${error.message}\n`);
  });

  it('leaves what nobody foresaw to the command line', async () => {
    const error = new TypeError('x is not a function');
    const { done, text } = follow(async () => {
      throw error;
    });
    await expect(done).rejects.toBe(error);
    expect(text()).toBe('');
  });
});
