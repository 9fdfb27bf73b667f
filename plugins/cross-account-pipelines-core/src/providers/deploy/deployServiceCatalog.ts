import * as z from 'zod';
import { say } from '../../report';
import { artifactPath } from '../../pipeline/vocabulary/awsSchemas';
import { schemaOf } from '../../pipeline/vocabulary/schemaOf';
import { shaped, text } from '../../pipeline/vocabulary/textSchema';
import { requestsOn, resourceTarget, type Provider } from '../Provider';
import { unique, type TargetKind } from './TargetKind';

export const deployServiceCatalog: Provider = {
  kinds: ['Deploy/ServiceCatalog'],
  page: 'codepipeline/latest/userguide/action-reference-ServiceCatalog',
  artifacts: { reads: true },
  calls(place) {
    const { configuration, partition, account, region } = place;
    // A configuration file may name it instead.
    const id = configuration.ProductId ?? '*';
    return [
      {
        says: caller => say('call.product-versions', { caller, product: id }),
        target: resourceTarget(place, `product ${id}`),
        requests: [
          ...requestsOn(
            `arn:${partition}:catalog:${region}:${account}:product/${id}`,
            {
              required: [
                'servicecatalog:CreateProvisioningArtifact',
                'servicecatalog:DescribeProvisioningArtifact',
                'servicecatalog:ListProvisioningArtifacts',
                'servicecatalog:UpdateProduct',
              ],
              documented: ['servicecatalog:DeleteProvisioningArtifact'],
            },
          ),
          ...requestsOn('*', { required: ['cloudformation:ValidateTemplate'] }),
        ],
      },
    ];
  },
  names({ configuration, partition, account, region }) {
    const id = configuration.ProductId;
    return id
      ? [
          {
            type: 'Service Catalog product',
            name: `product ${id}`,
            id: `arn:${partition}:catalog:${region}:${account}:product/${id}`,
            account,
            region,
            gate: 'deploy',
          },
        ]
      : [];
  },
};

export const serviceCatalogSchema = /* @__PURE__ */ schemaOf(() =>
  z.strictObject({
    provider: z
      .literal('ServiceCatalog')
      .describe('A version of a product of the Service Catalog'),
    productId: shaped(/^prod-[a-z0-9]+$/, 'the id of a product', {
      max: 64,
    }).describe('Id of the product'),
    templatePath: artifactPath.describe('Path of its template'),
    versionName: text({ max: 100 }).describe('Name of the version'),
    versionDescription: text({ max: 1000 })
      .describe('What is new in it')
      .optional(),
  }),
);

/**
 * A version of a product of the Service Catalog.
 *
 * @public
 */
export type ServiceCatalogSpec = z.output<typeof serviceCatalogSchema>;

export const serviceCatalogTarget: TargetKind<ServiceCatalogSpec> = {
  category: 'Deploy',
  provider: 'ServiceCatalog',
  thing: ({ productId }) => productId,
  writes: ({ productId }) => ({ field: 'productId', name: productId }),
  actions: deploy => [
    {
      suffix: 'deploy',
      settings: {
        TemplateFilePath: deploy.templatePath,
        ProductVersionName: deploy.versionName,
        ProductVersionDescription: deploy.versionDescription,
        ProductType: 'CLOUD_FORMATION_TEMPLATE',
        ProductId: deploy.productId,
      },
    },
  ],
  context: deploys => ({
    products: unique(deploys.map(({ productId }) => productId)),
  }),
};
