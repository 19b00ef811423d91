import { rolldown } from 'rolldown';

/** Bundles a React page as a merchant's build would, into one script. */
export async function bundleReactPage(entry: string): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    logLevel: 'silent',
  });
  const { output } = await bundle.generate({ format: 'iife' });
  await bundle.close();
  return output[0].code;
}

/** The page around it; the script finds what it needs in the body's data. */
export function reactPage(script: string, element = 'payment'): string {
  return `<div id="root"></div>
<script>Object.assign(document.body.dataset, { clientSecret: '{{CLIENT_SECRET}}', publishableKey: '{{PUBLISHABLE_KEY}}', element: '${element}' });</script>
<script>${script.replaceAll('</script', '<\\/script')}</script>`;
}
