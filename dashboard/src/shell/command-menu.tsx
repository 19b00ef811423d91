import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { ArrowRight, FileSearch, Search } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { kindOfId, pageOf } from '../addresses.ts';
import type { Api } from '../api/client.ts';
import { type Page, useApi } from '../api/queries.ts';
import type { SearchHit } from '../api/types.ts';
import { useFocusReturn } from '../ui/dialog.tsx';
import ui from '../ui/ui.module.css';
import { useOpenTo } from './navigation.ts';
import css from './shell.module.css';

const typingMs = 120;

/** Finds objects by anything, and pages by name. */
export default function CommandMenu({ onClose }: { onClose(): void }): ReactNode {
  const t = useTranslations();
  const navigate = useNavigate();
  const api = useApi();
  const focusReturn = useFocusReturn();
  const [text, setText] = useState('');
  const query = useSettled(text.trim());
  const found = useQuery({
    queryKey: ['search', query],
    queryFn: ({ signal }) => findObjects(api, query, signal),
    enabled: query !== '',
    placeholderData: (before) => before,
  });
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  const kind = kindOfId(text.trim());
  const direct = kind === null ? null : pageOf(kind, text.trim());
  const places = useOpenTo()
    .map(({ to, name, icon }) => ({ to, icon, title: t(`nav.${name}`) }))
    .filter(({ title }) => title.toLowerCase().includes(text.trim().toLowerCase()));
  const hits = query === '' ? [] : (found.data ?? []);
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Portal>
        <div className={ui.overlay} />
        <Radix.Content className={css.command} aria-describedby={undefined} {...focusReturn}>
          <Radix.Title className="visually-hidden">{t('command.title')}</Radix.Title>
          <Command label={t('command.title')} shouldFilter={false} loop>
            <div className={css.commandInput}>
              <Search aria-hidden />
              <Command.Input
                autoFocus
                placeholder={t('command.placeholder')}
                value={text}
                onValueChange={setText}
              />
            </div>
            <Command.List className={css.commandList}>
              <Command.Empty className={css.commandEmpty}>{t('command.none')}</Command.Empty>
              {(direct !== null || hits.length > 0) && (
                <Command.Group heading={t('command.results')}>
                  {direct !== null && (
                    <Command.Item value={`id ${text}`} onSelect={() => go(direct)}>
                      <ArrowRight aria-hidden />
                      <span>{t('command.open_id', { id: text.trim() })}</span>
                    </Command.Item>
                  )}
                  {hits.map((hit) => {
                    const to = pageOf(hit.type, hit.id);
                    return to === null ? null : (
                      <Command.Item key={hit.id} value={hit.id} onSelect={() => go(to)}>
                        <FileSearch aria-hidden />
                        <span>
                          {hit.title}
                          <small>{hit.subtitle}</small>
                        </span>
                      </Command.Item>
                    );
                  })}
                </Command.Group>
              )}
              {places.length > 0 && (
                <Command.Group heading={t('command.pages')}>
                  {places.map(({ to, icon: Icon, title }) => (
                    <Command.Item key={to} value={to} onSelect={() => go(to)}>
                      <Icon aria-hidden />
                      <span>{t('command.go_to', { page: title })}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

async function findObjects(api: Api, query: string, signal: AbortSignal): Promise<readonly SearchHit[]> {
  const found = await api.get<Page<SearchHit>>('/v1/onfile/search', { query, limit: 12 }, signal);
  return found.data;
}
