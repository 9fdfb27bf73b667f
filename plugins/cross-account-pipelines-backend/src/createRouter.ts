import express from 'express';
import Router from 'express-promise-router';
import { addForetellingRoutes } from './routes/addForetellingRoutes';
import { addLinkRoutes } from './routes/addLinkRoutes';
import { addRegistrationRoutes } from './routes/addRegistrationRoutes';
import { addReportRoutes } from './routes/addReportRoutes';
import { addRunRoutes } from './routes/addRunRoutes';
import { addWaiverRoutes } from './routes/addWaiverRoutes';
import { refuseStrangeRequests } from './routes/readRequest';
import type { RouteServices } from './routes/RouteServices';

/**
 * The REST interface that `CrossAccountPipelinesClient` talks to, as
 * `schema/openapi.yaml` describes it.
 */
export function createRouter(services: RouteServices): express.Router {
  const router = Router();
  router.use(express.json({ limit: '1mb' }));
  router.use(refuseStrangeRequests);
  addReportRoutes(router, services);
  addRegistrationRoutes(router, services);
  addLinkRoutes(router, services);
  addWaiverRoutes(router, services);
  addForetellingRoutes(router, services);
  addRunRoutes(router, services);
  return router;
}
