import {
  languages as vscodeLanguages,
  ParameterInformation,
  Position,
  Range,
  SignatureHelp,
  SignatureInformation,
  type Disposable,
} from 'vscode';
import { signatureOf } from '../../engine/lang/editorNames';
import type { FunctionSymbol } from '../../engine/lang/symbols';
import { languages } from '../ids';
import type { SourceModels } from './sourceModels';

/** Shows the parameters of the function whose arguments are being typed. */
export const registerSignatureHelp = (models: SourceModels): Disposable =>
  vscodeLanguages.registerSignatureHelpProvider(
    languages.source,
    {
      provideSignatureHelp: async (document, position) => {
        const { openCallAt } = await import('../../engine/lang/editorCall');
        const call = openCallAt(document.getText(new Range(new Position(0, 0), position)));
        const callee = call && (await models.of(document)).functions.get(call.callee);
        return callee && helpFor(callee, call.argument);
      },
    },
    '(',
    ',',
  );

function helpFor(callee: FunctionSymbol, argument: number): SignatureHelp {
  const signature = new SignatureInformation(signatureOf(callee));
  // A label that is text could be found in the function's name first: places in the signature cannot.
  let start = callee.name.length + 1;
  signature.parameters = callee.syntax.parameters.map(({ name }) => {
    const parameter = new ParameterInformation([start, start + name.length]);
    start += name.length + ', '.length;
    return parameter;
  });
  const help = new SignatureHelp();
  help.signatures = [signature];
  help.activeSignature = 0;
  help.activeParameter = argument;
  return help;
}
