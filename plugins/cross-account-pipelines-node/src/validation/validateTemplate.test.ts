import {
  parseTemplate,
  resolveTemplate,
} from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { validateTemplate } from './validateTemplate';

const text = `
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleNam: deploy
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: []}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !Ref Nothing
`;

// The engine takes a few seconds to start, more on a busy machine.
jest.setTimeout(120_000);

describe('validateTemplate', () => {
  it('names what CloudFormation would refuse, with line and column', async () => {
    const problems = await validateTemplate({ text, file: 'roles.yaml' });
    expect(problems).toEqual(
      expect.arrayContaining([
        {
          file: 'roles.yaml',
          line: 6,
          column: 7,
          message: expect.stringMatching(/'RoleNam' was unexpected/),
        },
        {
          file: 'roles.yaml',
          line: 11,
          column: 7,
          message: expect.stringMatching(/'Nothing' is not one of/),
        },
      ]),
    );
  });

  it('finds nothing in a template that is right', async () => {
    const right = text
      .replace('RoleNam:', 'RoleName:')
      .replace('!Ref Nothing', 'a-bucket');
    expect(
      (await validateTemplate({ text: right, file: 'roles.yaml' })).filter(
        problem => !problem.severity,
      ),
    ).toEqual([]);
  });

  it('leaves out what none of the stacks makes of a template', async () => {
    const conditional = `
Parameters:
  Name: {Type: String, Default: ''}
Conditions:
  HasName: !Not [!Equals [!Ref Name, '']]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: !If [HasName, Not A Name, !Ref AWS::NoValue]
  Named:
    Type: AWS::S3::Bucket
    Condition: HasName
    Properties: {BucketNam: x}
`;
    const check = async (...given: Array<Record<string, string>>) =>
      (
        await validateTemplate({
          file: 'stack.yaml',
          text: conditional,
          uses: given.map(parameters =>
            resolveTemplate({
              template: parseTemplate({
                file: 'stack.yaml',
                text: conditional,
              }),
              account: '012345678901',
              region: 'eu-west-1',
              stackName: 'x',
              parameters,
            }),
          ),
        })
      ).flatMap(({ line, severity }) => (severity ? [] : [line]));
    expect(await check({})).toEqual([]);
    expect(new Set(await check({}, { Name: 'a-bucket' }))).toEqual(
      new Set([10, 14]),
    );
  });

  it('keeps answers apart when asked for many at once', async () => {
    const answers = await Promise.all(
      ['a.yaml', 'b.yaml', 'c.yaml'].map(file =>
        validateTemplate({ text, file }),
      ),
    );
    expect(answers.map(([problem]) => problem.file)).toEqual([
      'a.yaml',
      'b.yaml',
      'c.yaml',
    ]);
  });

  it('leaves the event loop free', async () => {
    let turns = 0;
    const interval = setInterval(() => {
      turns += 1;
    }, 5);
    const large = `Resources:\n${Array.from(
      { length: 400 },
      (_, index) =>
        `  Bucket${index}: {Type: AWS::S3::Bucket, Properties: {Nothing: 1}}`,
    ).join('\n')}`;
    await validateTemplate({ text: large, file: 'large.yaml' });
    clearInterval(interval);
    expect(turns).toBeGreaterThan(2);
  });

  it('answers for what is not YAML at all', async () => {
    const problems = await validateTemplate({ text: '{[', file: 'x.yaml' });
    expect(problems.length).toBeGreaterThan(0);
  });

  it('refuses one that is too large without making others wait', async () => {
    const [large, other] = await Promise.allSettled([
      validateTemplate({
        text: `${text}${'      - Effect: Allow\n'.repeat(10_000)}`,
        file: 'large.yaml',
      }),
      validateTemplate({ text, file: 'roles.yaml' }),
    ]);
    expect(large).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('10000 policy statements') },
    });
    expect(other.status).toBe('fulfilled');
  });

  it('lets one that takes too long fail alone', async () => {
    await validateTemplate({ text, file: 'first.yaml' });
    jest.useFakeTimers({ advanceTimers: false, doNotFake: ['nextTick'] });
    const slow = validateTemplate({ text, file: 'slow.yaml' });
    const next = validateTemplate({ text, file: 'next.yaml' });
    // Before the thread can have answered.
    jest.advanceTimersByTime(20_000);
    jest.useRealTimers();
    await expect(slow).rejects.toThrow(
      'slow.yaml was not validated within 20 s',
    );
    await expect(next).resolves.not.toEqual([]);
  });
});
