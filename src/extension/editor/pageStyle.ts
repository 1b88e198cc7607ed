/** One calm column in the colours of the theme. */
export const pageStyle = `
  body { padding: 0; margin: 0; }
  main { max-width: 46rem; margin: 12vh auto 0; padding: 0 2rem; line-height: 1.5; }
  main.wide { max-width: none; margin: 0; padding: 1rem; }
  h1 { font-size: 1.4em; font-weight: 600; margin: 0 0 0.2em; }
  .path { color: var(--vscode-descriptionForeground); margin: 0 0 1.2em; overflow-wrap: anywhere; }
  .hint { color: var(--vscode-descriptionForeground); }
  table, pre {
    font-family: var(--vscode-editor-font-family); font-size: var(--vscode-editor-font-size);
    background: var(--vscode-textCodeBlock-background); border-radius: 4px;
  }
  pre { padding: 0.6rem 1rem; overflow-x: auto; }
  table { border-spacing: 0; padding: 0.6rem 1rem; margin: 1.2em 0; }
  th { font-weight: normal; color: var(--vscode-editorLineNumber-foreground); padding: 0 1.5em 0 0; }
  td { white-space: pre; padding: 0; }
  td.text { color: var(--vscode-descriptionForeground); padding-left: 1.5em; }
  mark {
    color: inherit; background: none;
    outline: 1px solid var(--vscode-editorError-foreground); outline-offset: 1px; border-radius: 2px;
  }
  .actions { display: flex; flex-wrap: wrap; gap: 0.6rem; margin-top: 1.6em; }
  .wide .actions { margin: 0 0 1rem; }
  button {
    font: inherit; padding: 0.35em 1em; border: 1px solid var(--vscode-button-border, transparent); border-radius: 3px;
    color: var(--vscode-button-secondaryForeground); background: var(--vscode-button-secondaryBackground);
    cursor: pointer;
  }
  button:hover { background: var(--vscode-button-secondaryHoverBackground); }
  button:first-child { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
  button:first-child:hover { background: var(--vscode-button-hoverBackground); }
  button:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
`;
