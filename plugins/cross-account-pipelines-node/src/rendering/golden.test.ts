import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { parsePipelineSpec } from 'backstage-plugin-cross-account-pipelines-core';
import { shapes } from './fixtures/shapes';
import { readTemplateFolder } from './templates/readTemplateFolder';
import { renderPipeline } from './renderPipeline';

/**
 * Five whole pipelines as files, to be read in a review. After a change that is
 * meant: UPDATE_GOLDEN=1 npx backstage-cli package test golden
 */
const golden = {
  'change-sets': 'change sets in two accounts and two Regions',
  'github-with-conditions': 'GitHub, triggers, conditions and waves',
  'codedeploy-to-instances': 'CodeDeploy to instances that are made ready',
  'test-in-target': 'a test in the target account, then a stack',
  'files-for-a-bucket': 'files for a bucket that is made',
};

// eslint-disable-next-line no-restricted-syntax
const folder = join(__dirname, 'fixtures/golden');

async function render(shape: string): Promise<Record<string, string>> {
  const { files } = renderPipeline({
    spec: parsePipelineSpec(shapes[shape]),
    templates: await readTemplateFolder(),
  });
  return files;
}

function readGolden(name: string): Record<string, string> {
  const path = join(folder, name);
  return Object.fromEntries(
    (existsSync(path) ? readdirSync(path) : []).map(file => [
      file,
      readFileSync(join(path, file), 'utf8'),
    ]),
  );
}

function writeGolden(name: string, files: Record<string, string>) {
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) {
    writeFileSync(join(folder, name, file), text);
  }
}

describe.each(Object.entries(golden))('the golden files %s', (name, shape) => {
  it('are what the templates render', async () => {
    const files = await render(shape);
    if (process.env.UPDATE_GOLDEN) {
      writeGolden(name, files);
    }
    expect(readGolden(name)).toEqual(files);
  });

  it('contain no form that published instructions get wrong', () => {
    const text = Object.entries(readGolden(name))
      .filter(([file]) => file !== 'manifest.yaml')
      .map(([, content]) => content)
      .join('\n');
    // Account ids that are numbers lose their leading zero.
    expect(text).not.toMatch(/[:-] \d{11,12}$/m);
    // Keys are named by ARN, not by alias or id.
    expect(text).not.toMatch(/\b(?:EncryptionKey|Id|Resource): .*alias\//);
    expect(text).not.toMatch(
      /\b(?:KMSMasterKeyID|Id|Resource): !Ref ArtifactKey$/m,
    );
    // Insecure transport is denied on the bucket and on its objects.
    for (const [statement] of text.matchAll(
      /- Sid: DenyInsecureTransport[\s\S]*?Condition:/g,
    )) {
      expect(statement.match(/^ +- !(?:GetAtt|Sub)/gm)).toHaveLength(2);
    }
    // Reading needs DescribeKey as well, writing GenerateDataKey.
    for (const [actions] of text.matchAll(/(?:- kms:\S+\s+)+/g)) {
      expect(/kms:Encrypt/.test(actions)).toBe(
        /kms:GenerateDataKey/.test(actions),
      );
    }
    // Nothing is let in by Principal: '*' alone, and no role has everything.
    expect(text).not.toMatch(/Effect: Allow\s+Principal: '\*'/);
    expect(text).not.toMatch(/Action: '\*'/);
  });
});
