import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { fromRoot } from './documentation';
import { pullRequestTemplate, withFormOfTemplate } from './pullRequestTemplate';

const read = (file: string) => readFileSync(fromRoot(file), 'utf8');
const stepOfTemplate = parse(read(pullRequestTemplate)).spec.steps.at(-1);

/** What `publish:gitlab:merge-request` takes, of its reference. */
const inputsOfGitLab = [
  'assignee',
  'assignReviewersFromApprovalRules',
  'branchName',
  'commitAction',
  'description',
  'labels',
  'projectid',
  'removeSourceBranch',
  'repoUrl',
  'reviewers',
  'sourcePath',
  'targetBranchName',
  'targetPath',
  'title',
  'token',
];

describe('the template that opens a pull request', () => {
  it('has the form of the one that deploys', () => {
    expect(read(pullRequestTemplate)).toBe(withFormOfTemplate());
  });

  it('has a step for GitLab in its README that says the same', () => {
    const [, text] = /^```yaml\n(- id: pull-request\n.*?)^```$/ms.exec(
      read('templates/cross-account-pipeline/README.md'),
    )!;
    const [step] = parse(text);
    expect(step.action).toBe('publish:gitlab:merge-request');
    const { repoUrl, commitAction, ...input } = step.input;
    expect(inputsOfGitLab).toEqual(
      expect.arrayContaining(Object.keys(step.input)),
    );
    const { repoUrl: _, update, ...same } = stepOfTemplate.input;
    expect(input).toEqual(same);
  });
});
