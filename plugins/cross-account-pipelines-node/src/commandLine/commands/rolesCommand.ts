import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { InputError } from '@backstage/errors';
import { estateFromTemplates } from 'backstage-plugin-cross-account-pipelines-core';
import type { Command } from './Command';
import { exitCodes } from '../ExitCode';
import { toIamRole, type IamRole } from '../toIamRole';
import { toTerraform } from '../toTerraform';
import { UsageError } from '../UsageError';

const ACCOUNT = /^\d{12}$/;
const STACK_NAME = 'roles';
/** What CloudFormation would make up for a resource that has no name. */
const GENERATED_NAME = new RegExp(`\\b${STACK_NAME}-([A-Za-z0-9]+)-0{12}`, 'g');

/**
 * Prints the roles that a template makes in an account, for those who make roles
 * another way: as IAM JSON, or as a Terraform configuration in JSON syntax.
 */
export const rolesCommand: Command = async (
  { operands, options },
  { stdout, folder },
) => {
  const { account, region = 'us-east-1', terraform } = options;
  if (operands.length !== 1 || account === undefined) {
    throw new UsageError('roles takes one template, and --account');
  }
  if (!ACCOUNT.test(account)) {
    throw new UsageError('--account takes an account id of twelve digits');
  }
  const [path] = operands;
  const roles = rolesOf({
    template: await readTemplate(resolve(folder, path), path),
    file: basename(path),
    account,
    region,
    parameters: readParameters(options.parameter),
  });
  const printed = terraform ? toTerraform(roles) : { version: 1, roles };
  stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  return exitCodes.healthy;
};

async function readTemplate(file: string, path: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new UsageError(`${path} cannot be read`);
  }
}

function readParameters(given: string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map(each => {
      const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(each) ?? [];
      if (name === undefined) {
        throw new UsageError('--parameter takes Name=Value');
      }
      return [name, value];
    }),
  );
}

function rolesOf(stack: {
  template: string;
  file: string;
  account: string;
  region: string;
  parameters: Record<string, string>;
}): IamRole[] {
  const { template, file, account, region, parameters } = stack;
  const { estate, problems } = estateFromTemplates({
    manifest: {
      version: 1,
      stacks: [
        {
          phase: 'target',
          account,
          region,
          stackName: STACK_NAME,
          template: file,
          parameters,
        },
      ],
    },
    templates: { [file]: template },
  });
  if (problems.length > 0) {
    throw new InputError(
      problems
        .map(({ message, line }) =>
          line === undefined
            ? `${file}: ${message}`
            : `${file}:${line}: ${message}`,
        )
        .join('; '),
    );
  }
  const roles = Object.values(estate.accounts[account]?.roles ?? {});
  if (roles.length === 0) {
    throw new InputError(`${file} makes no role in account ${account}`);
  }
  return withLogicalIds(roles.map(toIamRole));
}

/** Nobody has to keep a name that nobody chose: the logical id stands for it. */
function withLogicalIds(roles: IamRole[]): IamRole[] {
  return JSON.parse(JSON.stringify(roles).replace(GENERATED_NAME, '$1'));
}
