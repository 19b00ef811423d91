import ts from 'typescript';

/** The members of an interface, each a named type, and the checker that knows them. */
export interface NamedTypes {
  readonly checker: ts.TypeChecker;
  readonly members: ts.Type;
}

/** Reads the interface `interfaceName` that `file` exports, with everything it names. Takes the compiler some seconds. */
export function namedTypes(file: string, interfaceName: string): NamedTypes {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    exactOptionalPropertyTypes: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const symbol = source && checker.getSymbolAtLocation(source);
  const declared = symbol && checker.getExportsOfModule(symbol).find(({ name }) => name === interfaceName);
  if (declared === undefined) throw new Error(`${file} exports no ${interfaceName}.`);
  return { checker, members: checker.getDeclaredTypeOfSymbol(declared) };
}
