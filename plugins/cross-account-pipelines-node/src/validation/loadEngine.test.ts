import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { neededTypes } from './neededTypes';

const folder = resolve(__dirname, '../..');

/** Every template of the suite, and of the set-ups that its tests use. */
const templates = ['src', '../../templates']
  .flatMap(root =>
    readdirSync(join(folder, root), { recursive: true, encoding: 'utf8' }).map(
      file => join(folder, root, file),
    ),
  )
  .filter(file => /\.(yaml|template\.json)$/.test(file))
  .filter(file => /^Resources:|"Resources":/m.test(readFileSync(file, 'utf8')));

/** Types whose checks need more than their schema, or that have none. */
const someTypes = [
  'AWS::ApiGateway::RestApi',
  'AWS::CloudFormation::Stack',
  'AWS::CodePipeline::Pipeline',
  'AWS::DynamoDB::Table',
  'AWS::EC2::Instance',
  'AWS::ECS::TaskDefinition',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::IAM::Policy',
  'AWS::Lambda::Function',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SageMaker::Cluster',
  'AWS::Nowhere::Nothing',
  'Custom::Cleaner',
];

/** The thread itself, so that a test can say what its engine has to know. */
class Thread {
  private readonly worker: Worker;
  private readonly answers = new Map<number, (answer: unknown) => void>();
  private lastId = 0;

  /** @param first - what the thread runs before anything else */
  constructor(first = '') {
    const file = join(folder, 'worker/validateTemplates.cjs');
    this.worker = new Worker(`${first}\nrequire(${JSON.stringify(file)});`, {
      eval: true,
      workerData: { library: require.resolve('@aws/cloudformation-validate') },
    });
    this.worker.on('message', answer => this.answers.get(answer.id)?.(answer));
  }

  async validate(text: string, types?: string[]): Promise<unknown[]> {
    const id = ++this.lastId;
    const answer = new Promise<any>(done => this.answers.set(id, done));
    this.worker.postMessage({ id, file: 'stack.yaml', text, types });
    const { diagnostics, failure } = await answer;
    if (failure) {
      throw new Error(failure);
    }
    return diagnostics;
  }

  stop() {
    return this.worker.terminate();
  }
}

function templateOf(types: string[]): string {
  return JSON.stringify({
    Resources: Object.fromEntries(
      types.map((Type, index) => [
        `Resource${index}`,
        { Type, Properties: { Wrong: 1 } },
      ]),
    ),
    Outputs: Object.fromEntries(
      types.map((_, index) => [
        `Output${index}`,
        { Value: { 'Fn::GetAtt': [`Resource${index}`, 'Wrong'] } },
      ]),
    ),
  });
}

// Knowing everything takes seconds to start, more on a busy machine.
jest.setTimeout(120_000);

describe('an engine that knows only some types', () => {
  const knowing = new Thread();
  const whole = new Thread();
  afterAll(async () => {
    await Promise.all([knowing.stop(), whole.stop()]);
  });

  it('finds in a template what one that knows all finds', async () => {
    expect(templates.length).toBeGreaterThan(15);
    for (const file of templates) {
      const text = readFileSync(file, 'utf8');
      const [some, all] = await Promise.all([
        knowing.validate(text, neededTypes(text)),
        whole.validate(text),
      ]);
      expect({ file, found: some }).toEqual({ file, found: all });
    }
  });

  it('finds the same in what is wrong', async () => {
    const text = templateOf(someTypes);
    const [some, all] = await Promise.all([
      knowing.validate(text, someTypes),
      whole.validate(text),
    ]);
    expect(all.length).toBeGreaterThan(someTypes.length);
    expect(some).toEqual(all);
  });

  it('learns the types of the next template', async () => {
    const next = ['AWS::SNS::Topic', 'AWS::SQS::Queue'];
    const text = templateOf(next);
    const [some, all] = await Promise.all([
      knowing.validate(text, next),
      whole.validate(text),
    ]);
    expect(all.length).toBeGreaterThan(0);
    expect(some).toEqual(all);
  });
});

it('really knows no more than it was told', async () => {
  const thread = new Thread();
  const text = templateOf(['AWS::SNS::Topic']);
  const unexpected = expect.objectContaining({
    message: expect.stringMatching(/'Wrong' was unexpected/),
  });
  try {
    expect(await thread.validate(text, ['AWS::SQS::Queue'])).not.toContainEqual(
      unexpected,
    );
    expect(await thread.validate(text, ['AWS::SNS::Topic'])).toContainEqual(
      unexpected,
    );
  } finally {
    await thread.stop();
  }
});

it('starts with everything where its data cannot be read', async () => {
  const thread = new Thread(
    `require('node:zlib').zstdDecompressSync = () => { throw new Error('Other data'); };`,
  );
  try {
    expect(
      await thread.validate(templateOf(['AWS::SNS::Topic']), [
        'AWS::SQS::Queue',
      ]),
    ).toContainEqual(
      expect.objectContaining({
        message: expect.stringMatching(/'Wrong' was unexpected/),
      }),
    );
  } finally {
    await thread.stop();
  }
});
