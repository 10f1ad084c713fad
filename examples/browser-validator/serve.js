// A web server for the built page on this machine. It only gives files out; any other would do.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  // With another type a browser would not compile while it loads.
  '.wasm': 'application/wasm',
};

async function answer(folder, request, response) {
  const { pathname } = new URL(request.url, 'http://page.invalid');
  // `normalize` of an absolute path cannot leave the folder that it is joined to.
  const file = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  try {
    const body = await readFile(join(folder, file));
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  }
}

/** Serves a folder on loopback, the page's if no other is given; port 0 is any that is free. */
export function serve(port, folder = fileURLToPath(new URL('dist/', import.meta.url))) {
  const server = createServer((request, response) => answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => resolve({ server, url: `http://127.0.0.1:${server.address().port}/` }));
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.env.PORT ?? 8080));
  console.log(`The validator is at ${url}`);
}
