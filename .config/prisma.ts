import { defineConfig } from 'prisma/config';

// Prisma's command line looks for a schema engine binary that it would download. Nothing here needs it
// (the app applies its migrations itself), so any executable will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({
  schema: '../prisma/schema.prisma',
  migrations: { path: '../prisma/migrations' },
});
