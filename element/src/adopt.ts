/** Applies style sheets to the document. They are part of the script, so that a frame waits for no extra request. */
export function adopt(...texts: readonly string[]): void {
  for (const text of texts) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }
}
