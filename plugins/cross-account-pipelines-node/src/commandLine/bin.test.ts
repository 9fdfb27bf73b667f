import { spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { stringify } from 'yaml';
import { version } from '../../package.json';
import { spec } from './__testUtils__/spec';
import { runBin } from './__testUtils__/runBin';
import { usage } from './usage';

// Each test starts processes, on machines that do other things as well.
jest.setTimeout(120_000);

const folder = createMockDirectory();

const run = (args: string[], options: { stdin?: string; env?: any } = {}) =>
  runBin(args, { folder: folder.path, ...options });

beforeEach(async () => {
  folder.setContent({ 'orders.yaml': stringify(spec) });
  await cp(
    resolve(__dirname, 'fixtures/published-sample'),
    folder.resolve('sample'),
    { recursive: true },
  );
});

describe('cross-account-pipelines', () => {
  it('says how it is used', async () => {
    await expect(run(['check', '--help'])).resolves.toEqual({
      code: 0,
      stdout: usage,
      stderr: '',
    });
    await expect(run([])).resolves.toEqual({
      code: 2,
      stdout: '',
      stderr: usage,
    });
    await expect(run(['--version'])).resolves.toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });

  it('renders a pipeline, and finds nothing broken in what it wrote', async () => {
    const rendered = await run([
      'render',
      'orders.yaml',
      '-o',
      'set-ups/orders',
    ]);
    expect(rendered.stderr).toBe('');
    expect(rendered.stdout).toMatch(
      /^Plan for pipeline orders in 111111111111/,
    );
    expect(rendered.stdout).toMatch(/Wrote \d files to set-ups\/orders\n$/);
    expect(rendered.code).toBe(0);

    const checked = await run(['check', 'set-ups/orders']);
    expect(checked.stdout).toMatch(/^0 errors, 0 warnings, \d+ notes?$/m);
    expect(checked.stderr).toBe('');
    expect(checked.code).toBe(3);
  });

  it("finds in somebody else's set-up what its instructions got wrong", async () => {
    const { code, stdout, stderr } = await run(['check', 'sample']);
    expect(stdout).toContain('webshop in 111111111111, eu-west-1: broken');
    expect(stdout).toContain('error  H8  sample/tools/pipeline.yaml:17:11\n');
    expect(stdout).toContain(
      "only the key's ARN means the same key everywhere",
    );
    expect(stdout).toContain(
      'To mend it: Name the key arn:aws:kms:eu-west-1:111111111111:key/ArtifactKey',
    );
    expect(stdout).toMatch(/1 error, 1 warning, 0 notes\n$/);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });

  it('explains an error from standard input', async () => {
    const { code, stdout } = await run(['explain'], {
      stdin:
        'An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:sts::111111111111:assumed-role/orders-service/1 is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/orders-action\n',
    });
    expect(stdout).toMatch(/^1\. H1 {2}/);
    expect(code).toBe(0);
  });

  it('uses colours where it is told to, and never against NO_COLOR', async () => {
    const explain = (env: object) =>
      run(['explain', 'AccessDenied: sts:AssumeRole on role x'], { env });
    const shown = await explain({ FORCE_COLOR: '1' });
    expect(shown.stdout).toContain('\u001b[1m');
    const plain = await explain({ NO_COLOR: '1' });
    expect(plain.stdout).not.toContain('\u001b');
  });

  it.each([
    [
      'a folder that is not there',
      ['check', 'nowhere'],
      'nowhere does not exist',
    ],
    [
      'an option that there is not',
      ['check', '--fix'],
      "Unknown option '--fix'",
    ],
    [
      'YAML that expands without end',
      ['check', 'bomb.yaml'],
      'bomb.yaml is not YAML that can be read',
    ],
    [
      'bytes that are no text',
      ['check', 'bytes.yaml'],
      'bytes.yaml is not text in UTF-8',
    ],
    [
      'what is too large',
      ['check', 'large.yaml'],
      'large.yaml has 2000000 bytes',
    ],
  ])('answers %s in one line', async (_, args, message) => {
    const levels = [...'bcdefghij'].map(
      (name, index) =>
        `${name}: &${name} [${Array(9).fill(`*${'abcdefghij'[index]}`)}]`,
    );
    folder.addContent({
      'bomb.yaml': ['a: &a [x]', ...levels].join('\n'),
      'bytes.yaml': Buffer.from([0x7b, 0x00, 0xff, 0xfe, 0x01]),
      'large.yaml': Buffer.alloc(2_000_000, 'a: b\n'),
    });
    const { code, stdout, stderr } = await run(args);
    expect(stdout).toBe('');
    expect(stderr).toContain(`cross-account-pipelines: ${message}`);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('ends quietly when nobody reads on', async () => {
    const bin = resolve(__dirname, '../../bin/cross-account-pipelines');
    const piped = spawn('/bin/sh', [
      '-c',
      `cd "${folder.path}" && "${process.execPath}" "${bin}" check --json sample | head -c 10`,
    ]);
    const [stdout, stderr] = await Promise.all([
      text(piped.stdout),
      text(piped.stderr),
    ]);
    expect(stdout).toHaveLength(10);
    expect(stderr).toBe('');
  });
});
