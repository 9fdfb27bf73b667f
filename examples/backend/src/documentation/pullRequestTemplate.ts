import { readFileSync } from 'node:fs';
import { fromRoot } from './documentation';

/** The template that opens a pull request where the other one deploys. */
export const pullRequestTemplate =
  'templates/cross-account-pipeline/pull-request.yaml';

const formStart = '\n  parameters:\n';
/** The first step of each template that is its own. */
const ownSteps = {
  deploying: '\n    - id: deploy\n',
  pullRequest: '\n    - id: pull-request\n',
};

/**
 * The text of the template that opens a pull request, with the form and the
 * first steps of the one that deploys: nobody keeps them the same by hand.
 */
export function withFormOfTemplate(): string {
  const deploying = readFileSync(
    fromRoot('templates/cross-account-pipeline/template.yaml'),
    'utf8',
  );
  const own = readFileSync(fromRoot(pullRequestTemplate), 'utf8');
  return [
    own.slice(0, own.indexOf(formStart)),
    deploying.slice(
      deploying.indexOf(formStart),
      deploying.indexOf(ownSteps.deploying),
    ),
    own.slice(own.indexOf(ownSteps.pullRequest)),
  ].join('');
}
