import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A connection between a server and its database that can be cut. */
export interface Cable {
  /** The database's address at this end. */
  readonly url: string;
  /** Closes all connections and accepts no more. */
  cut(): void;
  /** Keeps all connections open but carries nothing more. */
  silence(): void;
  mend(): void;
  remove(): Promise<void>;
}

export async function layCable(url: string): Promise<Cable> {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let isCut = false;
  let isSilent = false;
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => open.delete(socket));
  };
  const here = createServer((near) => {
    keep(near);
    if (isCut) return void near.destroy();
    const far = connect(Number(port), hostname);
    keep(far);
    const carry = (from: Socket, to: Socket) =>
      from.on('data', (data) => {
        if (!isSilent) to.write(data);
      });
    carry(near, far);
    carry(far, near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(here, 'listening');
  const end = new URL(url);
  end.hostname = '127.0.0.1';
  end.port = String((here.address() as AddressInfo).port);
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: end.href,
    cut,
    silence: () => {
      isSilent = true;
    },
    mend: () => {
      isCut = false;
      isSilent = false;
    },
    remove: async () => {
      cut();
      here.close();
      await once(here, 'close');
    },
  };
}
