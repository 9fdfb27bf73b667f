import { parseAttachment } from './parseAttachment';

it('takes what is asked and fills in defaults', () => {
  const account = '012345678901';
  const deploy = {
    provider: 'CloudFormation',
    stackName: 'app',
    templatePath: 'template.yaml',
  };
  const { actions, stages } = parseAttachment({
    actions: [{ stage: 'Deploy', action: 'App', account }],
    stages: [
      { name: 'Prod', targets: [{ account, region: 'eu-west-1', deploy }] },
    ],
  });
  expect(actions).toHaveLength(1);
  expect(stages![0].targets[0].deploy).toEqual({
    ...deploy,
    mode: 'change-set',
  });
});

it('names every problem by its path', () => {
  expect(() =>
    parseAttachment({
      actions: [{ stage: 'Deploy', action: 'App', account: 12345678901 }],
      stages: [{ name: 'Pr od', targets: [] }],
    }),
  ).toThrow(
    /^actions\[0\]\.account .*\nstages\[0\]\.name must be letters, digits.*\nstages\[0\]\.targets must name at least one target$/,
  );
});
