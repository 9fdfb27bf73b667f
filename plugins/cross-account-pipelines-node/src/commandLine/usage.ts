/** What `--help` prints. */
export const usage = `Usage: cross-account-pipelines <command> [options]

Commands
  render <spec> -o <dir>         Write a pipeline's CloudFormation files
  check <dir | spec>             Judge a set-up before it is deployed
  check --live <pipeline arn>    Judge a pipeline as it is in AWS
  explain [<error text>]         Say what an error comes from; without a text,
                                 reads standard input

A <spec> is a YAML file that describes a pipeline. A <dir> holds a
manifest.yaml that names templates account by account.

Options
  -o, --output <dir>       render: where to write; new, empty or written before
      --live <arn>         check: a pipeline in AWS; explain: where it happened
      --deployed           check: compare with what is deployed: what changes,
                           which permissions get wider
      --templates <dir>    Templates that take the place of the usual ones
      --config <file>      The portal's app-config.yaml: accounts, credentials
      --policy <file>      Findings to waive or to take for errors
      --json               Print JSON
      --sarif              check: print SARIF 2.1.0
  -h, --help               Print this
      --version            Print the version

Credentials for --live and --deployed come from --config, or where the AWS SDK
finds them.

Exit codes
  0  healthy
  1  something was found
  2  wrong usage, or it cannot be told
`;
