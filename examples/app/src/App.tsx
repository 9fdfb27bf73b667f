import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './nav/navModule';
import { translationModule } from './translations/translationModule';

// Everything else is found among this package's dependencies, the
// cross-account pipelines plugin included: `app.packages: all` in app-config.
export default createApp({ features: [navModule, translationModule] });
