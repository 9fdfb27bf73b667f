import { createBackend } from '@backstage/backend-defaults';
import { ownHostsOnly } from './ownHostsOnly';

const backend = createBackend();

backend.add(ownHostsOnly);

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('./ownersOnlyPolicy'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('backstage-plugin-cross-account-pipelines-backend'));
backend.add(
  import('backstage-plugin-catalog-backend-module-cross-account-pipelines'),
);
backend.add(
  import('backstage-plugin-scaffolder-backend-module-cross-account-pipelines'),
);

backend.start();
