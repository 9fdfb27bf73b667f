import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isTerraformPlan } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { UsageError } from '../UsageError';
import { readTextFile } from './YamlFile';

/** Plans of thousands of resources are this large. */
const maxBytes = 128 * 1024 * 1024;

const howTo = (file: string) =>
  `write it as JSON with: terraform show -json ${file} > plan.json`;

/**
 * Reads a plan of Terraform in JSON.
 *
 * @param file - as the person named it
 * @returns nothing for what is no file of Terraform
 * @throws UsageError for what Terraform writes otherwise, with the way out
 */
export async function readPlan(file: string, folder: string): Promise<unknown> {
  const path = resolve(folder, file);
  const isFile = await stat(path).then(
    stats => stats.isFile(),
    () => false,
  );
  if (!isFile) {
    return undefined;
  }
  // Terraform's own format is a zip archive.
  if ((await beginning(path)).startsWith('PK\u0003\u0004')) {
    throw new UsageError(
      `${file} is no text; if it is a plan of Terraform, ${howTo(file)}`,
    );
  }
  if (!file.endsWith('.json')) {
    return undefined;
  }
  const value = parse(await readTextFile(path, file, maxBytes), file);
  if (isTerraformPlan(value)) {
    return value;
  }
  const { terraform_version: terraform } = Object(value);
  if (typeof terraform === 'string') {
    throw new UsageError(
      `${file} is a state of Terraform and no plan: make one with terraform plan -out plan.out and ${howTo(
        'plan.out',
      )}`,
    );
  }
  return undefined;
}

async function beginning(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ length: 4, position: 0 });
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A line for each message, as `terraform plan -json` writes them.
    if (text.startsWith('{"@level"')) {
      throw new UsageError(
        `${file} is the log of terraform plan -json: make a plan with terraform plan -out plan.out and ${howTo(
          'plan.out',
        )}`,
      );
    }
    return undefined;
  }
}
