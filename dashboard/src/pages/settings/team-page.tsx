import { Ellipsis, Plus, Trash2, UserCog } from 'lucide-react';
import { type ComponentProps, type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslations } from 'use-intl';
import { type Role, useConnection, useMay } from '../../api/connection.ts';
import { itemsOf, useAction, useList } from '../../api/queries.ts';
import type { AuditEntry, Invitation, Member } from '../../api/types.ts';
import { CopyId, PageHead, Section } from '../../ui/bits.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { FormDialog } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { When } from '../../ui/format.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { Tag } from '../../ui/pill.tsx';
import { SmallTable } from '../../ui/small-table.tsx';
import { Empty, Failed } from '../../ui/states.tsx';
import { useToast } from '../../ui/toasts.tsx';
import ui from '../../ui/ui.module.css';
import { SecretDialog } from '../developers/secret.tsx';

const path = '/v1/onfile/team';
const roles = ['owner', 'developer', 'support', 'read_only'] as const satisfies readonly Role[];

export default function TeamPage(): ReactNode {
  const t = useTranslations();
  const { mode } = useConnection();
  return (
    <>
      <PageHead title={t('team.title')} />
      {mode === 'development' ? (
        <div className={ui.section}>
          <Empty title={t('team.development')} text={t('team.development_text')} />
        </div>
      ) : (
        <div className={ui.stack}>
          <Members />
          <Invitations />
          <AuditLog />
        </div>
      )}
    </>
  );
}

interface Invited {
  readonly email: string;
  readonly url: string;
}

function Members(): ReactNode {
  const t = useTranslations();
  const connection = useConnection();
  const may = useMay();
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<Invited | null>(null);
  const [changing, setChanging] = useState<Member | null>(null);
  const [removing, setRemoving] = useState<Member | null>(null);
  const members = useList<Member>('onfile.member', path, {}, { limit: 100 });
  const own = connection.mode === 'production' ? connection.user.id : null;
  return (
    <Section
      title={t('team.title')}
      flush
      actions={
        may('own') && (
          <Button small look="primary" onClick={() => setInviting(true)}>
            <Plus aria-hidden />
            {t('team.invite')}
          </Button>
        )
      }
    >
      {members.isError ? (
        <Failed error={members.error} retry={() => void members.refetch()} />
      ) : (
        <SmallTable
          label={t('team.title')}
          items={members.isPending ? undefined : itemsOf(members)}
          none={t('common.none')}
          columns={[
            {
              id: 'name',
              header: t('common.name'),
              cell: ({ id, name }) => (
                <>
                  {name} {id === own && <Tag tone="blue">{t('team.you')}</Tag>}
                </>
              ),
            },
            { id: 'email', header: t('common.email'), cell: ({ email }) => email },
            { id: 'role', header: t('team.role'), cell: ({ role }) => t(`team.role_${role}`) },
            {
              id: 'two_factor',
              header: t('team.two_factor'),
              cell: ({ two_factor }) => (
                <Tag tone={two_factor ? 'green' : 'amber'}>{t(two_factor ? 'common.yes' : 'common.no')}</Tag>
              ),
            },
            {
              id: 'last',
              header: t('team.last_sign_in'),
              cell: ({ last_sign_in }) =>
                last_sign_in === null ? t('common.never') : <When at={last_sign_in} />,
            },
            {
              id: 'actions',
              header: t('common.actions'),
              right: true,
              cell: (member) =>
                may('own') &&
                member.id !== own && (
                  <Menu
                    trigger={
                      <Button small look="quiet" icon aria-label={`${t('common.actions')}: ${member.name}`}>
                        <Ellipsis />
                      </Button>
                    }
                  >
                    <MenuItem icon={<UserCog aria-hidden />} onSelect={() => setChanging(member)}>
                      {t('team.change_role')}
                    </MenuItem>
                    <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setRemoving(member)}>
                      {t('team.remove')}
                    </MenuItem>
                  </Menu>
                ),
            },
          ]}
        />
      )}
      {inviting && <Invite onClose={() => setInviting(false)} onDone={setInvited} />}
      {changing !== null && <ChangeRole member={changing} onClose={() => setChanging(null)} />}
      {removing !== null && <Remove member={removing} onClose={() => setRemoving(null)} />}
      {invited !== null && (
        <SecretDialog
          title={t('team.invited')}
          text={t('team.invite_link', { email: invited.email })}
          secret={invited.url}
          onClose={() => setInvited(null)}
        />
      )}
    </Section>
  );
}

/** Invitations not yet accepted. The link was shown once; whoever has lost it is invited again. */
function Invitations(): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const may = useMay();
  const invitations = useList<Invitation>(
    'onfile.invitation',
    `${path}/invitations`,
    {},
    { limit: 100, enabled: may('own') },
  );
  const withdraw = useAction(
    (api, id: string) => api.delete(`${path}/invitations/${id}`),
    ['onfile.invitation'],
  );
  if (itemsOf(invitations).length === 0) return null;
  return (
    <Section title={t('team.invitations')} flush>
      <SmallTable
        label={t('team.invitations')}
        items={itemsOf(invitations)}
        none={null}
        columns={[
          { id: 'email', header: t('common.email'), cell: ({ email }) => email },
          { id: 'role', header: t('team.role'), cell: ({ role }) => t(`team.role_${role}`) },
          {
            id: 'until',
            header: t('team.valid_until'),
            cell: ({ expires_at }) => <When at={expires_at} />,
          },
          {
            id: 'actions',
            header: t('common.actions'),
            right: true,
            cell: ({ id, email }) => (
              <Button
                small
                aria-label={`${t('team.withdraw')}: ${email}`}
                onClick={() =>
                  withdraw.mutate(id, {
                    onSuccess: () => toast(t('team.withdrawn')),
                    onError: (error) => toast(error.message, true),
                  })
                }
              >
                {t('team.withdraw')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}

function RoleSelect({ role, ...select }: { readonly role: Role } & ComponentProps<'select'>): ReactNode {
  const t = useTranslations('team');
  return (
    <Select label={t('role')} hint={t(`role_${role}_text`)} {...select}>
      {roles.map((one) => (
        <option key={one} value={one}>
          {t(`role_${one}`)}
        </option>
      ))}
    </Select>
  );
}

interface InviteFields {
  readonly email: string;
  readonly role: Role;
}

function Invite({ onClose, onDone }: { onClose(): void; onDone(invited: Invited): void }): ReactNode {
  const t = useTranslations();
  const { formState, handleSubmit, register, watch } = useForm<InviteFields>({
    defaultValues: { email: '', role: 'support' },
  });
  const invite = useAction(
    (api, { email, role }: InviteFields) =>
      api.post<{ readonly url: string }>(`${path}/invitations`, { email: email.trim(), role }),
    ['onfile.invitation'],
  );
  return (
    <FormDialog
      open
      title={t('team.invite')}
      submit={t('team.invite')}
      busy={invite.isPending}
      disabled={!formState.isValid}
      failure={invite.error}
      onClose={onClose}
      onSubmit={handleSubmit((fields) =>
        invite.mutate(fields, {
          onSuccess: ({ url }) => {
            onClose();
            onDone({ email: fields.email.trim(), url });
          },
        }),
      )}
    >
      <TextField
        label={t('common.email')}
        type="email"
        {...register('email', { validate: (email) => email.includes('@') })}
      />
      <RoleSelect role={watch('role')} {...register('role')} />
    </FormDialog>
  );
}

function ChangeRole({ member, onClose }: { readonly member: Member; onClose(): void }): ReactNode {
  const t = useTranslations();
  const toast = useToast();
  const { handleSubmit, register, watch } = useForm({ defaultValues: { role: member.role } });
  const change = useAction(
    (api, role: Role) => api.post(`${path}/${member.id}`, { role }),
    ['onfile.member'],
  );
  return (
    <FormDialog
      open
      title={t('team.change_role')}
      text={member.name}
      submit={t('common.save')}
      busy={change.isPending}
      failure={change.error}
      onClose={onClose}
      onSubmit={handleSubmit(({ role }) =>
        change.mutate(role, {
          onSuccess: () => {
            toast(t('common.saved'));
            onClose();
          },
        }),
      )}
    >
      <RoleSelect role={watch('role')} {...register('role')} />
    </FormDialog>
  );
}

function Remove({ member, onClose }: { readonly member: Member; onClose(): void }): ReactNode {
  const t = useTranslations('team');
  const remove = useAction((api) => api.delete(`${path}/${member.id}`), ['onfile.member']);
  return (
    <ConfirmDialog
      title={t('remove')}
      text={t('remove_text', { name: member.name })}
      submit={t('remove')}
      action={remove}
      said={t('removed')}
      onClose={onClose}
    />
  );
}

function AuditLog(): ReactNode {
  const t = useTranslations();
  const may = useMay();
  const log = useList<AuditEntry>('onfile.audit_entry', '/v1/onfile/audit_log', {}, { enabled: may('own') });
  if (!may('own')) return null;
  return (
    <div className={ui.stack}>
      <h2>{t('team.audit')}</h2>
      <DataTable
        name="audit-log"
        label={t('team.audit')}
        list={log}
        source={{ path: '/v1/onfile/audit_log', params: {} }}
        empty={<p className={ui.nothing}>{t('team.audit_empty')}</p>}
        columns={[
          {
            id: 'action',
            header: t('team.audit_action'),
            cell: ({ action }) => action,
            text: ({ action }) => action,
          },
          {
            id: 'who',
            header: t('team.audit_who'),
            cell: ({ member }) => member?.name ?? '–',
            text: ({ member }) => member?.email ?? null,
          },
          {
            id: 'object',
            header: t('events.object'),
            cell: ({ object_id }) => (object_id === null ? '–' : <CopyId id={object_id} />),
            text: ({ object_id }) => object_id,
          },
          { id: 'ip', header: t('consents.ip'), cell: ({ ip }) => ip ?? '–', text: ({ ip }) => ip },
          {
            id: 'request',
            header: t('events.request'),
            cell: ({ request }) => (request === null ? '–' : <CopyId id={request} />),
            text: ({ request }) => request,
            hidden: true,
          },
          {
            id: 'created',
            header: t('common.time'),
            cell: ({ created }) => <When at={created} exact />,
            text: ({ created }) => new Date(created * 1000).toISOString(),
            right: true,
          },
        ]}
      />
    </div>
  );
}
