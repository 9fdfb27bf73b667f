import { deployRevision } from '../../codedeploy/deploy';
import { Refusal, ServiceError } from '../../front/ServiceError';
import { ActionFailure, withService } from '../ActionFailure';
import type { ActionContext, ActionProvider } from './ActionProvider';

async function deploy({ call, configuration, inputs }: ActionContext) {
  try {
    return await deployRevision(call, {
      application: configuration.ApplicationName,
      deploymentGroup: configuration.DeploymentGroupName,
      revision: inputs[0],
    });
  } catch (error) {
    if (error instanceof ServiceError) {
      throw new ActionFailure(
        error instanceof Refusal ? 'PermissionError' : 'JobFailed',
        withService('AmazonCodeDeploy', error),
      );
    }
    throw error;
  }
}

/**
 * Deploys an artifact to the instances of a deployment group in the account of
 * the role in use. See
 * `codepipeline/latest/userguide/action-reference-CodeDeploy`.
 */
export const codeDeployDeploy: ActionProvider = {
  category: 'Deploy',
  owner: 'AWS',
  provider: 'CodeDeploy',
  async run(context) {
    const deployment = await deploy(context);
    context.run.externalId = deployment.id;
    if (deployment.error) {
      const { code, message } = deployment.error;
      throw new ActionFailure('JobFailed', `${message} (Error code: ${code})`);
    }
    context.run.summary = `Deployment ${deployment.id} succeeded`;
  },
};
