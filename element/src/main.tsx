import type { OuterMethods } from '@onfile/shared/element-rpc.ts';
import { connect, type RemoteProxy, WindowMessenger } from 'penpal';
import { PaymentApp } from './payment-app.tsx';
import './element.css';

const parentOrigin = new URLSearchParams(location.hash.slice(1)).get('parent') ?? '';
const root = document.getElementById('root');

// Without a page around it the element has nobody to answer to.
if (root !== null && parentOrigin !== '' && parent !== window) {
  let outer: RemoteProxy<OuterMethods> | null = null;
  const app = new PaymentApp(root, () => outer);
  const connection = connect<OuterMethods>({
    messenger: new WindowMessenger({ remoteWindow: parent, allowedOrigins: [parentOrigin] }),
    methods: app.methods(),
  });
  connection.promise.then(
    (proxy) => {
      outer = proxy;
      app.watch();
    },
    () => {},
  );
}
