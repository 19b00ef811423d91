import { setTimeout as pause } from 'node:timers/promises';
import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropExpired } from '../../jobs/drop-expired.ts';
import { purposeNames, purposes } from '../../resources/files/purposes.ts';
import { eventually, paidCharge } from '../../testing/paid.ts';
import { engines, type TestServer, testServer } from '../../testing/test-server.ts';

const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.alloc(2000, 7),
]);
const pdf = Buffer.from('%PDF-1.7\nA receipt.');
const jpg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20)]);
const svg = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="run"</script></svg>',
);
const html = Buffer.from('<!doctype html><script>document.title="run"</script>');

describe.each(engines)('files on %s', (engine) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await testServer(engine);
  });
  afterAll(() => server.stop());

  const upload = (
    stripe: Stripe,
    data: Buffer,
    name: string,
    params: Partial<Stripe.FileCreateParams> = {},
    options: Stripe.RequestOptions = {},
  ) =>
    stripe.files.create(
      { purpose: 'dispute_evidence', file: { data, name, type: 'application/octet-stream' }, ...params },
      options,
    );
  const contents = (file: string, key?: string) =>
    fetch(`${server.url}/v1/files/${file}/contents`, {
      headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    });

  it('are uploaded unchanged by the official client, read, listed and returned byte for byte', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const large = Buffer.concat([pdf, Buffer.alloc(3 * 1024 * 1024 + 5, 'ä\r\n--')]);
    const file = await upload(stripe, large, 'Quittung ü "1".pdf');
    expect(file).toMatchObject({
      id: expect.stringMatching(/^file_1/),
      object: 'file',
      expires_at: file.created + 270 * 24 * 60 * 60,
      filename: 'Quittung ü %221%22.pdf',
      links: { object: 'list', data: [], has_more: false, url: `/v1/file_links?file=${file.id}` },
      purpose: 'dispute_evidence',
      size: large.length,
      title: null,
      type: 'pdf',
      url: `${server.url}/v1/files/${file.id}/contents`,
    });
    expect(await stripe.files.retrieve(file.id)).toEqual(file);
    const answer = await contents(file.id, key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-length')).toBe(String(large.length));
    expect(Buffer.from(await answer.arrayBuffer()).equals(large)).toBe(true);

    const logo = await upload(stripe, png, 'logo.png', { purpose: 'business_logo' });
    expect(logo).toMatchObject({ expires_at: null, type: 'png' });
    const ids = async (params: Stripe.FileListParams) =>
      (await stripe.files.list(params)).data.map(({ id }) => id);
    expect(await ids({})).toEqual([logo.id, file.id]);
    expect(await ids({ purpose: 'business_logo' })).toEqual([logo.id]);
    expect(await ids({ purpose: 'finance_report_run' })).toEqual([]);
    expect(await ids({ limit: 1, starting_after: logo.id })).toEqual([file.id]);
    expect(await ids({ created: { lt: file.created } })).toEqual([]);
    // A merchant's own upload is not news: the event is for files that Stripe creates.
    expect((await stripe.events.list()).data).toEqual([]);
  });

  it('belong to the account, and need a key', async () => {
    const stripe = server.client();
    const { id } = await upload(stripe, pdf, 'a.pdf');
    const otherKey = server.freshKey();
    const missing = { statusCode: 404, code: 'resource_missing', message: `No such file upload: '${id}'` };
    await expect(server.client({ key: otherKey }).files.retrieve(id)).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(stripe.files.retrieve('file_none')).rejects.toMatchObject({
      ...missing,
      message: "No such file upload: 'file_none'",
    });
    expect((await contents(id)).status).toBe(401);
    expect((await contents(id, otherKey)).status).toBe(404);
    expect((await contents(id, 'pk_test_123456')).status).toBe(401);
    const form = new FormData();
    form.set('purpose', 'dispute_evidence');
    form.set('file', new Blob([pdf]), 'a.pdf');
    const refused = await fetch(`${server.url}/v1/files`, { method: 'POST', body: form });
    expect(refused.status).toBe(401);
  });

  it('are typed by their bytes, whatever they claim to be', async () => {
    const stripe = server.client();
    for (const [data, name] of [
      [html, 'a.pdf'],
      [html, 'a.png'],
      [Buffer.alloc(0), 'a.pdf'],
      [svg, 'a.svg'],
    ] as const) {
      await expect(upload(stripe, data, name)).rejects.toMatchObject({
        statusCode: 400,
        param: 'file',
        message:
          "We don't currently support that file type. Try uploading a file with one of the following mimetypes: application/pdf, image/jpeg, image/png.",
      });
    }
    const types = async (purpose: string, data: Buffer, name: string) =>
      (await upload(stripe, data, name, { purpose })).type;
    expect(await types('dispute_evidence', jpg, 'a.pdf')).toBe('jpg');
    expect(await types('customer_signature', svg, 'a.svg')).toBe('svg');
    expect(await types('issuing_regulatory_reporting', Buffer.from('{"a":1}'), 'a.json')).toBe('json');
    expect(await types('tax_document_user_upload', Buffer.from('a,b\n1,2'), 'a.csv')).toBe('csv');
    expect(await types('tax_document_user_upload', Buffer.from('PK\u0003\u0004xl'), 'a.xlsx')).toBe('xlsx');
    expect(await types('platform_terms_of_service', Buffer.from('# Terms'), 'a.md')).toBe('md');
    await expect(types('issuing_regulatory_reporting', Buffer.from('{'), 'a.json')).rejects.toThrow();
    await expect(upload(stripe, pdf, 'a.pdf', { purpose: 'nothing' })).rejects.toMatchObject({
      param: 'purpose',
      message: expect.stringMatching(/^Invalid purpose: must be one of account_requirement, /),
    });
  });

  it('of every purpose are limited while they arrive', async () => {
    const key = server.freshKey();
    for (const purpose of purposeNames) {
      const { bytesMax } = purposes[purpose];
      // The other purposes only take longer.
      if (bytesMax > 5 * 1024 * 1024) continue;
      let sent = 0;
      const boundary = 'b0undary';
      const head = `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-`;
      // Never ends by itself.
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(Buffer.from(head)),
        async pull(controller) {
          sent += 256 * 1024;
          controller.enqueue(Buffer.alloc(256 * 1024));
          await pause(0);
        },
      });
      const stop = new AbortController();
      const answer = await fetch(`${server.url}/v1/files`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': `multipart/form-data; boundary=${boundary}`,
        },
        body,
        duplex: 'half',
        signal: stop.signal,
      } as RequestInit);
      expect([purpose, answer.status]).toEqual([purpose, 413]);
      expect(await answer.json()).toMatchObject({
        error: { message: `File for key file exceeded size limit of ${bytesMax} bytes.`, param: 'file' },
      });
      stop.abort();
      expect(sent).toBeLessThan(bytesMax + 32 * 1024 * 1024);
    }
    expect((await server.client({ key }).files.list()).data).toEqual([]);
  });

  it('refuse broken bodies in Stripe’s form, and keep nothing', async () => {
    const key = server.freshKey();
    const send = async (body: string, type = 'multipart/form-data; boundary=x', path = '/v1/files') => {
      const answer = await fetch(`${server.url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': type },
        body,
      });
      return [answer.status, (await answer.json()).error];
    };
    const part = (name: string, more: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const purpose = part('purpose', '', 'dispute_evidence');
    const file = part('file', '; filename="a.pdf"', '%PDF-1');
    const end = '--x--\r\n';
    const bad = [
      [
        send('purpose=dispute_evidence', 'application/x-www-form-urlencoded'),
        'Missing required param: file.',
      ],
      [send(purpose + part('file', '', 'text') + end), 'Invalid hash'],
      [send(purpose + part('file[filename]', '', 'a.pdf') + end), 'Invalid hash'],
      [send(file + end), 'Missing required param: purpose.'],
      [send(purpose + file + file + end), 'Invalid request body: it holds more than one file.'],
      [send(purpose + file + part('nothing', '', '1') + end), 'Received unknown parameter: nothing'],
      [send(purpose + part('image', '; filename="a"', 'x') + end), 'Received unknown parameter: image'],
      [send(purpose + file), 'Invalid request body: its parts are not as `multipart/form-data` has them.'],
      [
        send(`--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n${purpose}${file}${end}`),
        'Invalid request body: a part has no name.',
      ],
      [
        send(purpose + file, 'multipart/form-data'),
        'Invalid request body: its content type names no boundary.',
      ],
      [
        send(purpose + file + end, undefined, '/v1/customers'),
        'Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at https://support.stripe.com/.',
      ],
    ] as const;
    for (const [answer, message] of bad) expect(await answer).toMatchObject([400, { message }]);
    // A body that is cut off anywhere is not a file, and ends nothing but itself.
    const whole = purpose + file + end;
    for (let length = whole.length - 5; length > 0; length -= 3) {
      expect([length, (await send(whole.slice(0, length)))[0]]).toEqual([length, 400]);
    }
    const foreign = await send(purpose + part('_stripe_account', '', 'acct_other') + file + end);
    expect(foreign).toMatchObject([403, { code: 'account_invalid' }]);
    const stripe = server.client({ key });
    expect((await stripe.files.list()).data).toEqual([]);
    expect(await send(file + purpose + end)).toMatchObject([200, undefined]);
  });

  it('are created once per idempotency key, which notices different contents', async () => {
    const stripe = server.client();
    const key = { idempotencyKey: 'one upload' };
    const first = await upload(stripe, pdf, 'a.pdf', {}, key);
    expect(await upload(stripe, pdf, 'a.pdf', {}, key)).toEqual(first);
    await expect(upload(stripe, Buffer.from('%PDF-other'), 'a.pdf', {}, key)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
    });
    expect((await stripe.files.list()).data).toHaveLength(1);
  });

  it('leave their names in the request log, and nothing of their contents', async () => {
    const stripe = server.client();
    await upload(stripe, Buffer.from('%PDF-4242424242424242 secret words'), 'a.pdf');
    await server.services.requestLog.flush();
    const logs = await stripe.rawRequest('GET', '/v1/onfile/request_logs');
    const text = JSON.stringify(logs);
    expect(text).toContain('"filename":"a.pdf"');
    expect(text).not.toContain('secret words');
    expect(text).not.toContain('%PDF');
  });

  describe('links', () => {
    it('give a file to anybody until they expire', async () => {
      const stripe = server.client();
      const expires_at = server.clock.now() + 3600;
      const file = await upload(stripe, png, 'logo.png', {
        purpose: 'business_logo',
        file_link_data: { create: true, expires_at, metadata: { of: 'upload' } },
      });
      const [made] = file.links?.data ?? [];
      expect(made).toMatchObject({
        id: expect.stringMatching(/^link_1/),
        object: 'file_link',
        expired: false,
        expires_at,
        file: file.id,
        livemode: false,
        metadata: { of: 'upload' },
        url: expect.stringMatching(`^${server.url}/links/[A-Za-z0-9]{43}$`),
      });
      const link = await stripe.fileLinks.create({ file: file.id, expand: ['file'] });
      expect(link).toMatchObject({ expires_at: null, file: { id: file.id, links: { data: [{}, {}] } } });
      const open = (of: Pick<Stripe.FileLink, 'url'>, method = 'GET') => fetch(of.url ?? '', { method });
      const answer = await open(link);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-disposition': "inline; filename*=UTF-8''logo.png",
        'content-length': String(png.length),
        'content-security-policy': expect.stringMatching(/default-src 'none'.*; sandbox(;|$)/),
        'content-type': 'image/png',
        'x-content-type-options': 'nosniff',
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true);
      expect((await open(link, 'HEAD')).status).toBe(200);

      const changed = await stripe.fileLinks.update(link.id, { expires_at: 'now', metadata: { a: '1' } });
      expect(changed).toMatchObject({ expired: true, metadata: { a: '1' } });
      expect((await open(link)).status).toBe(404);
      await expect(stripe.fileLinks.update(link.id, { metadata: { a: '2' } })).rejects.toMatchObject({
        statusCode: 400,
      });
      const ids = async (params: Stripe.FileLinkListParams) =>
        (await stripe.fileLinks.list(params)).data.map(({ id }) => id);
      expect(await ids({})).toEqual([link.id, made?.id]);
      expect(await ids({ expired: true })).toEqual([link.id]);
      expect(await ids({ expired: false })).toEqual([made?.id]);
      expect(await ids({ file: 'file_none' })).toEqual([]);
      expect(await stripe.fileLinks.update(String(made?.id), { expires_at: '' })).toMatchObject({
        expires_at: null,
      });
      await stripe.fileLinks.update(String(made?.id), { expires_at });
      await stripe.rawRequest('POST', '/v1/onfile/clock/advance', { by: '2h' });
      expect((await open({ url: made?.url ?? '' })).status).toBe(404);
      expect(await stripe.fileLinks.retrieve(String(made?.id))).toMatchObject({ expired: true });
      expect((await fetch(`${server.url}/links/nothing`)).status).toBe(404);
    });

    it('only lead to files that may be downloaded, and expire in the future', async () => {
      const stripe = server.client();
      const secret = await upload(stripe, pdf, 'a.pdf', { purpose: 'identity_document' });
      await expect(stripe.fileLinks.create({ file: secret.id })).rejects.toMatchObject({ param: 'file' });
      await expect(
        upload(stripe, pdf, 'a.pdf', { purpose: 'identity_document', file_link_data: { create: true } }),
      ).rejects.toMatchObject({ param: 'file' });
      expect((await stripe.files.list()).data).toHaveLength(1);
      const { id: file } = await upload(stripe, pdf, 'a.pdf');
      await expect(stripe.fileLinks.create({ file, expires_at: 1 })).rejects.toMatchObject({
        param: 'expires_at',
      });
      await expect(stripe.fileLinks.create({ file: 'file_none' })).rejects.toMatchObject({
        code: 'resource_missing',
        param: 'file',
        message: "No such file upload: 'file_none'",
      });
      await expect(stripe.fileLinks.retrieve('link_none')).rejects.toMatchObject({
        message: "No such file link: 'link_none'",
      });
    });

    it('serve whatever could run as a download, in a sandbox', async () => {
      const stripe = server.client();
      const { id: file } = await upload(stripe, svg, 'a.svg', { purpose: 'customer_signature' });
      const link = await stripe.fileLinks.create({ file });
      const { headers } = await fetch(link.url ?? '');
      expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a.svg");
      expect(headers.get('content-security-policy')).toMatch(/sandbox(;|$)/);
    });
  });

  it('that expire are no longer served, and their bytes are deleted', async () => {
    const key = server.freshKey();
    const stripe = server.client({ key });
    const { id: file } = await upload(stripe, svg, 'a.svg', { purpose: 'customer_signature' });
    const link = await stripe.fileLinks.create({ file });
    const count = async () => {
      const store = server.services.store.library().kysely;
      return (
        await store
          .selectFrom('file_parts' as never)
          .selectAll()
          .where('file' as never, '=', file as never)
          .execute()
      ).length;
    };
    expect(await count()).toBe(1);
    server.clock.advance(7 * 24 * 60 * 60 + 1);
    expect((await contents(file, key)).status).toBe(404);
    expect((await fetch(link.url ?? '')).status).toBe(404);
    await expect(stripe.fileLinks.create({ file })).rejects.toMatchObject({ code: 'resource_missing' });
    await dropExpired(server.services);
    expect(await count()).toBe(0);
    expect(await stripe.files.retrieve(file)).toMatchObject({ id: file });
  });

  it('serve as evidence of a dispute if uploaded for that purpose', async () => {
    const stripe = server.client();
    await paidCharge(server, '4000000000000259', { stripe });
    const { data } = await eventually(
      () => stripe.disputes.list(),
      (page) => page.data.length === 1,
    );
    const dispute = data[0]?.id ?? '';
    const receipt = await upload(stripe, pdf, 'receipt.pdf');
    const say = (evidence: Stripe.DisputeUpdateParams.Evidence) =>
      stripe.disputes.update(dispute, { evidence, submit: false, expand: ['evidence.receipt'] });
    await expect(say({ receipt: 'file_none' })).rejects.toMatchObject({
      code: 'resource_missing',
      param: 'evidence[receipt]',
      message: "No such file upload: 'file_none'",
    });
    const stranger = await upload(server.client(), pdf, 'other.pdf');
    await expect(say({ receipt: stranger.id })).rejects.toMatchObject({ code: 'resource_missing' });
    const logo = await upload(stripe, png, 'logo.png', { purpose: 'business_logo' });
    await expect(say({ customer_signature: logo.id })).rejects.toMatchObject({
      param: 'evidence[customer_signature]',
    });
    const large = () => upload(stripe, Buffer.concat([pdf, Buffer.alloc(2.5 * 1024 * 1024)]), 'large.pdf');
    const [one, two] = [await large(), await large()];
    await expect(say({ receipt: one.id, refund_policy: two.id })).rejects.toMatchObject({
      message: expect.stringMatching(/^The files you've attached to this dispute as evidence will exceed/),
    });
    expect((await stripe.disputes.retrieve(dispute)).evidence_details.has_evidence).toBe(false);
    const told = await say({ receipt: receipt.id, customer_name: 'Jenny' });
    expect(told.evidence).toMatchObject({
      receipt: { id: receipt.id, purpose: 'dispute_evidence' },
      customer_name: 'Jenny',
    });
    expect((await say({ receipt: '' })).evidence).toMatchObject({ receipt: null, customer_name: 'Jenny' });
  });
});
