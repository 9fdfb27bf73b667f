/** What `--help` prints. */
export const usage = `Usage: cross-account-pipelines <command> [options]

Commands
  render <spec> -o <dir>         Write a pipeline's CloudFormation files
  check <dir | spec>             Judge a set-up before it is deployed
  check <cdk.out>                Judge what the AWS CDK has synthesized
  check <plan.json>              Judge a Terraform plan, as terraform show -json
                                 writes it
  check --live <pipeline arn>    Judge a pipeline as it is in AWS
  deploy <dir | spec>            Deploy a set-up that the check lets pass
  repair <pipeline arn>          Make a pipeline what its stacks made of it; for
                                 one that this suite has not made, say how
  remove <pipeline arn>          Remove a pipeline that this suite has made
  attach <pipeline arn> <file>   Let a pipeline that others made work in other
                                 accounts
  detach <pipeline arn>          Undo what attach did
  roll-out <pipeline arn>…|--all Bring new templates or guardrails to pipelines
                                 that this suite has made, wave by wave
  start <pipeline arn>           Start a run and follow it to its end
  approve <pipeline arn> <run> <stage>/<action>
                                 Answer an approval that waits
  retry <pipeline arn> <run> <stage>
                                 Run what failed in a stage again, and follow it
  stop <pipeline arn> <run>      Stop a run
  rollback <pipeline arn> <stage>
                                 Run a stage with what an earlier run had brought
                                 there, and follow it
  explain [<error text>]         Say what an error comes from; without a text,
                                 reads standard input
  roles <template>               Print the roles that a template makes

A <spec> is a YAML file that describes a pipeline. A <dir> holds a
manifest.yaml that names CloudFormation templates, whoever wrote them, account
by account, in the order in which they are deployed:

  version: 1
  stacks:                      one that is named again is updated
    - account: '111111111111'
      region: eu-west-1
      stackName: tools
      template: tools.yaml
      parameters:
        TargetAccount: '222222222222'
    - account: '222222222222'
      region: eu-west-1
      stackName: target
      template: target.yaml
      parameters:
        KeyArn:                what another stack puts out
          fromStack: { account: '111111111111', region: eu-west-1,
                       stackName: tools }
          output: KeyArn
  existing:                    what no template makes
    - { arn: 'arn:aws:s3:::sources', account: '111111111111' }

Options
  -o, --output <dir>       render: where to write; new, empty or written before
      --live <arn>         check: a pipeline in AWS; explain: where it happened
      --deployed           check: look up what the files name and do not make,
                           and compare with what is deployed: what changes,
                           which permissions get wider, which accounts a
                           pipeline gains and loses
      --templates <dir>    Templates that take the place of the usual ones
      --bootstrap <dir>    check <cdk.out>: the manifest.yaml of the stacks that
                           cdk bootstrap has made, and their templates
      --provider <name>=<account>/<region>
                           check <plan.json>: where a provider works of which the
                           plan does not say so; may be repeated
      --config <file>      The portal's app-config.yaml: accounts, credentials
      --policy <file>      Findings to waive or to take for errors
      --json               Print JSON
      --sarif              check: print SARIF 2.1.0
      --allow-unknown      check, deploy, attach, roll-out: go on although not
                           everything is known
      --dry-run            deploy, repair, remove, attach, detach, roll-out: list
                           what would change, change nothing
      --progress           for these: a line per change of state
      --concurrency <n>    for these and check --deployed: stacks at a time; 100
                           by default. roll-out: pipelines at a time; 5 by
                           default
      --all                roll-out: all that this suite has made, in the accounts
                           of --config in which pipelines live
      --canary <n>         roll-out: pipelines that go first; 1 by default
      --wave <n>           roll-out: pipelines that go together then; 10 by default
      --adopt <stack>      deploy, attach: take over a stack that nobody owns,
                           where --config allows it; may be repeated
      --take-over          deploy, remove, attach, detach, roll-out: do not wait for
                           a run that has crashed
      --allow-loss         deploy: go on although a pipeline that exists would
                           no longer reach accounts that it reaches
      --remove-leftovers   deploy: remove the stacks of the pipeline that nothing
                           needs any more
      --application-stacks remove, detach, deploy --remove-leftovers: delete what
                           the pipeline deployed, too
      --empty-buckets      remove, deploy --remove-leftovers: delete all
                           artifacts, old versions too
      --variable <n=v>     start: a variable of the pipeline; may be repeated
      --source-revision <action>=<type>:<value>
                           start: what a source action gives in the place of the
                           newest, as COMMIT_ID:3f1c…; may be repeated
      --no-wait            start, retry, rollback: do not follow the run
      --timeout <s>        start, retry, rollback: how long to follow it, in
                           seconds; 3600 by default
      --reject             approve: reject it
      --comment <text>     approve: what is kept beside the answer
      --abandon            stop: leave what an action is doing
      --reason <text>      stop: what is kept beside the run
      --to <run>           rollback: the run to go back to; the last that succeeded
                           there before the present one by default
      --account <id>       roles: the account to make them in
      --region <region>    roles: decides the partition; us-east-1 by default
      --parameter <n=v>    roles: a parameter of the template; may be repeated
      --terraform          roles: print Terraform (.tf.json) instead of IAM JSON
  -h, --help               Print this
      --version            Print the version

Credentials for --live, --deployed and for all commands that change something in
AWS come from --config, or where the AWS SDK finds them.

Exit codes
  0  healthy; the run has succeeded
  1  something was found; the run has not succeeded
  2  wrong usage, or it is not known
  3  nothing was found, but something is unknown (see --allow-unknown); the run
     goes on
`;
