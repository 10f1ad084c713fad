// Runs every function of `functions.txt` on every connection with njs and with Node, works out every expression of `expressions.txt` with
// both, and writes down what they did: `node record.mjs`, with `njs` in the path (Debian: `apt-get install njs`). With `--check` it only
// compares. The test `engines` reads what is written.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const read = (name) => readFileSync(join(here, name), "utf8");
const connections = JSON.parse(read("connections.json"));
const store = JSON.parse(read("store.json"));
const functions = read("functions.txt").split(/^# /m).slice(1).map((part) => {
  const end = part.indexOf("\n");
  return { id: part.slice(0, end), code: part.slice(end + 1) };
});

// What AWS brings.
const cloudfront = `var store = ${JSON.stringify(store)};
function promised(action) { return new Promise(function (fulfil) { fulfil(action()); }); }
export default {
  kvs: function () {
    return {
      exists: function (key) { return promised(function () { return store[key] !== undefined; }); },
      get: function (key, options) {
        return promised(function () {
          if (store[key] === undefined) throw new Error("missing");
          return options && options.format === "json" ? JSON.parse(store[key]) : store[key];
        });
      },
    };
  },
};
`;

/** The function with what calls it; each line that it logs comes out by itself, and what became of it in the end. */
function program(code, connection) {
  return `${code}
;(function () {
  var calls = [], custom = null, connection = JSON.parse(${JSON.stringify(JSON.stringify(connection))});
  function hidden(name, body) { Object.defineProperty(connection, name, { value: body }); }
  hidden("allow", function () { calls.push("allow"); });
  hidden("deny", function () { calls.push("deny"); });
  hidden("logCustomData", function (text) { custom = String(text); });
  function end(error) {
    var says = error && { name: error instanceof Error ? error.name : "", text: String(error) };
    console.log("@" + JSON.stringify({ calls: calls, custom: custom, error: says ? says : null }));
  }
  try {
    Promise.resolve(connectionHandler(connection)).then(function () { end(null); }, function (error) { end(error || "nothing"); });
  } catch (error) { end(error); }
})();
`;
}

/** What a run printed, with what became of it in the last line. */
function outcome(lines) {
  const { calls, custom, error } = JSON.parse(lines.at(-1).slice(1));
  const logs = lines.slice(0, -1).join("\n");
  return { calls, logs, ...(custom === null ? {} : { custom }), ...(error ? { error } : {}) };
}

function run(command, args) {
  const { stdout, stderr } = spawnSync(command, args, { encoding: "utf8", timeout: 60_000 });
  const lines = stdout.trim().split("\n");
  if (!/^[@"]/.test(lines.at(-1))) throw new Error(`${command} says: ${stdout}${stderr}`);
  return lines;
}

/** Runs modules one after the other in one process of Node, which takes long to start. */
function inNode(count) {
  const all = `for (let i = 0; i < ${count}; i++) { await import(\`./function-\${i}.mjs\`); await new Promise(setImmediate); }`;
  writeFileSync(join(folder, "all.mjs"), all);
  const outcomes = [[]];
  for (const line of run(process.execPath, [join(folder, "all.mjs")])) {
    outcomes.at(-1).push(line);
    if (line.startsWith("@")) outcomes.push([]);
  }
  return outcomes.slice(0, -1).map(outcome);
}

const folder = mkdtempSync(join(tmpdir(), "engines-"));
writeFileSync(join(folder, "cloudfront"), cloudfront);
writeFileSync(join(folder, "cloudfront.mjs"), cloudfront);
const prelude = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';
const answers = [];
let modules = 0;
for (const { id, code } of functions) {
  connections.forEach((connection, input) => {
    const text = program(code, connection);
    writeFileSync(join(folder, "function.js"), text);
    answers.push({ id, input, njs: outcome(run("njs", ["-q", "-p", folder, join(folder, "function.js")])) });
    // Node prints values in a manner of its own.
    if (id.startsWith("print-")) return;
    writeFileSync(join(folder, `function-${modules++}.mjs`), `${prelude}${text.replace("'cloudfront'", "'./cloudfront.mjs'")}`);
  });
}
const node = inNode(modules);
for (const answer of answers) if (!answer.id.startsWith("print-")) answer.node = node.shift();

const expressions = read("expressions.txt").trim().split("\n");
const say = `function say(work) {
  var text;
  try { var value = work(); text = typeof value + " " + String(value); } catch (error) { text = error.name; }
  console.log(JSON.stringify(text));
}`;

/** What an engine makes of expressions: their types and their texts, or the name of what they throw. */
function worth(some, command, args, file) {
  const said = some.map((expression) => `say(function () { return ${expression}; });`);
  writeFileSync(join(folder, file), [say, ...said].join("\n"));
  return run(command, [...args, join(folder, file)]).map((line) => JSON.parse(line));
}

const inNodes = worth(expressions, process.execPath, [], "expressions.mjs");
const worths = expressions.map((expression, at) => {
  // In njs one may change what a constant of another is.
  const [njs] = worth([expression], "njs", ["-q"], "expression.js");
  return { expression, njs, node: inNodes[at] };
});
rmSync(folder, { recursive: true });
const written = { "answers.jsonl": answers, "expressions.jsonl": worths };
for (const [file, rows] of Object.entries(written)) {
  const text = `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
  if (!process.argv.includes("--check")) {
    writeFileSync(join(here, file), text);
  } else if (text !== read(file)) {
    console.error(`the answers of the engines are others than those of ${file}: run \`node record.mjs\``);
    process.exit(1);
  }
}
