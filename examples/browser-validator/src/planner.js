// From the model to what the page shows of it. Knows connfn and no document.

/**
 * @param {typeof import('connfn')} connfn
 * @returns what is wrong, the plan if there is one, and the files that the configuration names and nobody gave
 */
export function evaluate(connfn, { sources, stack, observed: text, options, tests }) {
  const { observed, problems } = readObserved(connfn, text);
  const ask = observed
    ? (sources) => connfn.plan({ sources, observed, stack: stack.toWellFormed(), ...options, tests })
    : (sources) => ({ plan: null, ...connfn.check({ sources }) });
  const { response, missing } = withFiles(ask, sources);
  return { diagnostics: [...problems, ...response.diagnostics], plan: response.plan, missing, observed };
}

/** What the configuration asks for, with the tests of its functions. */
export function checked(connfn, sources) {
  return withFiles((sources) => connfn.check({ sources }), sources).response;
}

/** The addresses that a plan knows, whether it is about them or not. */
export function addressesOf({ changes, report: { blocked, drift = [], left_out = [] } }) {
  const named = [...changes, ...blocked, ...drift].map(({ address }) => address);
  return [...new Set([...named, ...left_out])].filter(Boolean).sort();
}

/** An account in which nothing exists, unless something was pasted. */
function readObserved(connfn, text) {
  if (text.trim() === '') return { observed: connfn.emptyAccount(), problems: [] };
  try {
    return { observed: connfn.readObserved(text.toWellFormed()), problems: [] };
  } catch (error) {
    if (!error.diagnostics?.length) throw error;
    return { problems: error.diagnostics };
  }
}

/** Asks until nothing is needed: there is no folder behind the page, so a file that it does not hold is missing. */
function withFiles(ask, { files, unavailable, variables }) {
  const missing = [];
  const listings = {};
  for (;;) {
    const response = ask({ files, listings, unavailable: { ...unavailable, ...lacking(missing) }, variables });
    const needed = response.needs.filter((path) => !missing.includes(path) && !(path in listings));
    const wanted = response.wants?.filter((path) => !(path in listings)) ?? [];
    if (needed.length === 0 && wanted.length === 0) return { response, missing };
    for (const path of wanted) listings[path] = namesIn(path, Object.keys({ ...files, ...unavailable }));
    for (const path of needed) {
      const names = path.endsWith('/') ? namesIn(path, Object.keys({ ...files, ...unavailable })) : [];
      if (names.length > 0) listings[path] = names;
      else missing.push(path);
    }
  }
}

/** What lies directly in a folder, as far as the page holds files of it: names, those of folders with a slash after them. */
function namesIn(folder, paths) {
  const within = folder === './' ? '' : folder;
  const inside = paths.filter((path) => path.startsWith(within)).map((path) => path.slice(within.length));
  return [...new Set(inside.map((path) => path.match(/^[^/]*\/?/)[0]))].sort();
}

const lacking = (paths) => Object.fromEntries(paths.map((path) => [path, 'missing']));
