// Runs every snippet with njs and writes its answers down: `node record.mjs`, with `njs` in the path (Debian: `apt-get install njs`).
// The test `njs` compares the table with what is written, and so needs no njs.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const here = import.meta.dirname;
const folder = mkdtempSync(join(tmpdir(), "njs-"));
// What AWS brings.
writeFileSync(join(folder, "cloudfront"), "export default { kvs: function () { return {}; } };\n");
const version = spawnSync("njs", ["-v"], { encoding: "utf8" });
const lines = [JSON.stringify({ njs: (version.stdout + version.stderr).trim() })];
for (const line of readFileSync(join(here, "snippets.jsonl"), "utf8").trim().split("\n")) {
  const { id, code } = JSON.parse(line);
  const file = join(folder, "snippet.js");
  writeFileSync(file, `${code}\n`);
  const run = spawnSync("njs", ["-q", "-p", folder, file], { encoding: "utf8", timeout: 5000 });
  const text = run.stdout + run.stderr;
  const thrown = /(?:Thrown:\s*)?((?:\w*Error)(?:: [^\n]*)?)/.exec(text);
  const refused = run.status !== 0 || /^Thrown:/m.test(text);
  const says = (run.signal ? `ended by ${run.signal}` : thrown?.[1] ?? text.trim().split("\n")[0]).replace(/ in \S*snippet\.js/, "");
  lines.push(JSON.stringify(refused ? { id, works: false, says } : { id, works: true }));
}
writeFileSync(join(here, "answers.jsonl"), `${lines.join("\n")}\n`);
rmSync(folder, { recursive: true });
