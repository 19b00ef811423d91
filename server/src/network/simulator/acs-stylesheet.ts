/** The stylesheet of the test issuer's page. */
export const acsStylesheet = `:root {
  --ground: #f4f5f9;
  --sheet: #ffffff;
  --text: #1c2333;
  --muted: #5b6478;
  --line: #dfe3ec;
  --accent: #3d46c9;
  --on-accent: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10131c;
    --sheet: #1a1f2c;
    --text: #eef0f6;
    --muted: #a5adc0;
    --line: #343b4d;
    --accent: #a9b0ff;
    --on-accent: #10131c;
  }
}
* { box-sizing: border-box; }
body {
  min-height: 100vh;
  margin: 0;
  padding: 16px;
  display: grid;
  place-items: center;
  background: var(--ground);
  color: var(--text);
  font: 16px/1.5 system-ui, sans-serif;
}
main {
  width: 100%;
  max-width: 400px;
  padding: 24px;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--sheet);
  overflow-wrap: anywhere;
}
.issuer {
  display: flex;
  align-items: center;
  gap: 8px;
  margin: 0 0 20px;
  padding-bottom: 12px;
  border-bottom: 1px solid var(--line);
  color: var(--accent);
  font-weight: 600;
}
.mark { width: 24px; height: 24px; fill: currentColor; }
h1 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; }
p { margin: 0; }
dl { margin: 16px 0 24px; color: var(--muted); font-size: 14px; }
dl div { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; }
dd { margin: 0; color: var(--text); text-align: end; }
form { display: grid; gap: 12px; }
button {
  min-height: 44px;
  padding: 8px 16px;
  border: 1px solid var(--accent);
  border-radius: 8px;
  background: var(--accent);
  color: var(--on-accent);
  font: inherit;
  font-weight: 600;
  cursor: pointer;
}
#test-source-fail-3ds { background: transparent; color: var(--accent); }
button:hover { filter: brightness(1.1); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.quiet {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: pre;
}
`;
