import pg from 'pg';

/** Once after all tests: stops the browser, removes the template and stops the server of this run. */
export default async function tearDown() {
  await globalThis.testBrowser?.stop();
  const server = globalThis.testServer;
  if (!server) return;
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${server.template} WITH (FORCE)`);
  } finally {
    await client.end();
  }
  await server.stop();
}
