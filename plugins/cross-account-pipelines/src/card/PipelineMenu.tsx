import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  ButtonIcon,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Menu,
  MenuItem,
  MenuTrigger,
} from '@backstage/ui';
import {
  RiDeleteBinLine,
  RiEditLine,
  RiExternalLinkLine,
  RiMore2Line,
  RiPlayLine,
  RiToolsLine,
} from '@remixicon/react';
import { parsePipelineArn } from 'backstage-plugin-cross-account-pipelines-core/alpha';
import { useConsoleLink } from '../console/useConsoleLink';
import { crossAccountPipelinesApiRef } from '../crossAccountPipelinesApiRef';
import { crossAccountPipelinesTranslationRef } from '../crossAccountPipelinesTranslationRef';
import { messageOf } from '../requests/messageOf';
import { useTemplateLinks } from '../templates/useTemplateLinks';
import { useSubmission } from '../requests/useSubmission';

/** What a person can do with a pipeline, as far as the portal lets them. */
export function PipelineMenu(props: {
  entityRef: string;
  pipelineArn: string;
  name: string;
  mayRun: boolean;
  mayDeploy: boolean;
  mayRemove: boolean;
  onDone(): void;
}) {
  const { entityRef, pipelineArn, name, mayRun, mayDeploy, mayRemove } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const { change, repair, remove } = useTemplateLinks();
  const [starting, setStarting] = useState(false);
  const account = parsePipelineArn(pipelineArn)?.account;
  const consoleLink = useConsoleLink();
  const consoleUrl = account && consoleLink(pipelineArn, account);
  const formData = { component: entityRef, pipelineArn };
  const links = [
    mayDeploy &&
      repair && {
        label: t('menu.repair'),
        href: repair(formData),
        icon: <RiToolsLine aria-hidden />,
      },
    mayDeploy &&
      change && {
        label: t('menu.change'),
        href: change(formData),
        icon: <RiEditLine aria-hidden />,
      },
    mayRemove &&
      remove && {
        label: t('menu.remove'),
        href: remove(formData),
        icon: <RiDeleteBinLine aria-hidden />,
      },
  ];
  const shown = links.filter(link => typeof link === 'object');
  if (!mayRun && !consoleUrl && shown.length === 0) {
    return null;
  }
  return (
    <>
      <MenuTrigger>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiMore2Line aria-hidden />}
          aria-label={t('menu.label', { pipeline: name })}
        />
        <Menu>
          {mayRun && (
            <MenuItem
              iconStart={<RiPlayLine aria-hidden />}
              onAction={() => setStarting(true)}
            >
              {t('menu.start')}
            </MenuItem>
          )}
          {shown.map(({ label, href, icon }) => (
            <MenuItem key={label} href={href} iconStart={icon}>
              {label}
            </MenuItem>
          ))}
          {consoleUrl && (
            <MenuItem
              href={consoleUrl}
              target="_blank"
              rel="noopener noreferrer"
              iconStart={<RiExternalLinkLine aria-hidden />}
            >
              {t('console.open')}
            </MenuItem>
          )}
        </Menu>
      </MenuTrigger>
      {starting && (
        <StartDialog {...props} onClose={() => setStarting(false)} />
      )}
    </>
  );
}

function StartDialog(props: {
  pipelineArn: string;
  name: string;
  onDone(): void;
  onClose(): void;
}) {
  const { pipelineArn, name, onDone, onClose } = props;
  const { t } = useTranslationRef(crossAccountPipelinesTranslationRef);
  const api = useApi(crossAccountPipelinesApiRef);
  const { pending, error, submit } = useSubmission(onDone);
  const start = async () => {
    if (await submit(() => api.startPipeline({ pipelineArn }))) {
      onClose();
    }
  };
  return (
    <Dialog isOpen onOpenChange={open => !open && onClose()}>
      <DialogHeader>{t('start.title', { pipeline: name })}</DialogHeader>
      <DialogBody>
        <p>{t('start.hint')}</p>
        {error && (
          <Alert
            role="alert"
            status="danger"
            icon
            title={t('start.failed')}
            description={messageOf(error)}
          />
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('start.cancel')}
        </Button>
        <Button isPending={pending} onPress={start}>
          {t('start.confirm')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
