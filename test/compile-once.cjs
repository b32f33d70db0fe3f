const { setFlagsFromString } = require('node:v8');
const { Script } = require('node:vm');
const Runtime = require('jest-runtime').default;

/**
 * Names of the language that nothing replaces. Jest runs a file in a context of its own, where each
 * look at one of them takes a way round through C++ that costs more than most calls: handed over
 * once a module, they are found at once.
 */
const ofTheLanguage = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'DataView', 'Error', 'Function', 'Intl', 'JSON'],
  ...['Map', 'Math', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError', 'ReferenceError'],
  ...['Reflect', 'RegExp', 'Set', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'Uint8Array'],
  ...['WeakMap', 'WeakSet', 'isNaN', 'parseFloat', 'parseInt', 'decodeURIComponent'],
  ...['encodeURIComponent', 'Buffer'],
];

/** Large tools that are handed texts and know nothing of what is tested: one for all test files. */
const outside = new Set(['playwright-core', 'html-validate']);

/** Each by the path of its file, for as long as this process runs test files. */
const sources = { ours: new Map(), internal: new Map() };
const scripts = new Map();

/** Which file a name means, asked from which file: the same for every test. */
const resolved = new Map();
resolved.clear = () => undefined;

// What one file of tests called, the next calls again: it stays compiled.
setFlagsFromString('--no-flush-bytecode');

/**
 * Each test file gets modules of its own, as ever, but the files they are made of are found, read
 * and compiled once a process and not once a test file: V8 keeps nothing of a function that Jest
 * compiles. `import()` is no matter, since all code is made CommonJS.
 */
module.exports = class CompileOnce extends Runtime {
  constructor(...args) {
    super(...args);
    const { executor, transformCache, _testPath: testPath } = this;
    this._resolution.cjsCache = resolved;
    const transform = transformCache.transform.bind(transformCache);
    transformCache.transform = (filename, options) => {
      const known = options?.isInternalModule ? sources.internal : sources.ours;
      if (filename === testPath) return transform(filename, options);
      const before = known.get(filename);
      if (before?.map) transformCache.sourceMaps.set(filename, before.map);
      if (before) return before.code;
      const code = transform(filename, options);
      known.set(filename, { code, map: transformCache.sourceMaps.get(filename) });
      return code;
    };
    const parameters = executor.injectedModuleParameters.join();
    executor.compile = (source, filename) => {
      const context = executor.environment.getVmContext();
      if (!context) return null;
      const { global } = executor.environment;
      const script =
        filename === testPath
          ? compile(source, filename, parameters)
          : compileOnce(source, filename, parameters);
      return script.runInContext(context)(...ofTheLanguage.map((name) => global[name]));
    };
  }

  requireModuleOrMock(from, name) {
    return outside.has(name) ? require(name) : super.requireModuleOrMock(from, name);
  }
};

function compileOnce(source, filename, parameters) {
  const known = scripts.get(filename);
  if (known?.source === source) return known.script;
  const script = compile(source, filename, parameters);
  scripts.set(filename, { source, script });
  return script;
}

/** In a function within one, so that a module may have variables of these names. */
function compile(source, filename, parameters) {
  const opening = `(function(${ofTheLanguage.join()}){return function(${parameters}){`;
  return new Script(`${opening}${source}\n}})`, { filename, columnOffset: -opening.length });
}
