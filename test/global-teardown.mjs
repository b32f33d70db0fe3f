import pg from 'pg';

/** Once after all tests: removes the template and stops the server that the run started. */
export default async function tearDown() {
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
