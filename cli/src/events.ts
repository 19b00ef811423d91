import { Command } from 'commander';
import { type ClientFlags, callApi, clientOptions } from './api-client.ts';
import { failWith } from './serve.ts';

/** `onfile events`: acts on events that have happened. */
export function eventsCommand(): Command {
  const resend = new Command('resend')
    .description('deliver an event again')
    .argument('<event>', 'id of the event, evt_…')
    .option('--webhook-endpoint <id>', 'to this endpoint only, we_…');
  for (const option of clientOptions()) resend.addOption(option);
  resend.action(async (event: string, flags: ClientFlags & { readonly webhookEndpoint?: string }) => {
    const { webhookEndpoint } = flags;
    const params: Record<string, string> =
      webhookEndpoint === undefined ? {} : { webhook_endpoint: webhookEndpoint };
    await callApi<object>(flags, 'POST', `/v1/events/${encodeURIComponent(event)}/retry`, params)
      .then((answer) => console.log(JSON.stringify(answer, null, 2)))
      .catch(failWith);
  });
  return new Command('events').description('resend events').addCommand(resend);
}
